package io.proxynas.eval.importance;

import io.proxynas.engine.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.MutableDataset;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.ensemble.EnsembleModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/**
 * A random forest on the decisions of a space (L. Breiman, Random Forests, Machine Learning 45,
 * 2001), by Tribuo. A feature is whether a decision has one of its options.
 */
final class Forest {

  private static final int TREES = 64;
  private static final float FEATURES = 0.5f;
  private static final int FEWEST_IN_A_SPLIT = 4;
  private static final RegressionFactory FACTORY = new RegressionFactory();

  /** Tribuo tells of every tree; kept, since loggers that nobody holds are forgotten. */
  private static final List<Logger> QUIET =
      Stream.of("org.tribuo.ensemble.BaggingTrainer", "org.tribuo.common.tree")
          .map(Logger::getLogger)
          .toList();

  static {
    QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
  }

  private final int[] sizes;

  private Forest(int[] sizes) {
    this.sizes = sizes;
  }

  /** The trees that are fitted to the scores of some candidates. */
  static List<TreeVariance> fitted(DecisionTable table, double[] scores, Seed seed) {
    Forest forest = new Forest(table.sizes());
    List<Example<Regressor>> examples = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      examples.add(forest.example(table.chosen().get(i), scores[i]));
    }
    EnsembleModel<Regressor> model =
        trainer(seed)
            .train(
                new MutableDataset<>(
                    examples, new SimpleDataSourceProvenance("scores", FACTORY), FACTORY));
    return model.getModels().stream()
        .map(tree -> forest.variance((TreeModel<Regressor>) tree, model.getFeatureIDMap()))
        .toList();
  }

  private static RandomForestTrainer<Regressor> trainer(Seed seed) {
    return new RandomForestTrainer<>(
        new CARTJointRegressionTrainer(
            Integer.MAX_VALUE,
            FEWEST_IN_A_SPLIT,
            0,
            FEATURES,
            new MeanSquaredError(),
            false,
            seed.child("trees").value()),
        new AveragingCombiner(),
        TREES,
        seed.child("samples").value());
  }

  private Example<Regressor> example(int[] chosen, double score) {
    List<String> names = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int d = 0; d < sizes.length; d++) {
      for (int option = 0; option < sizes[d]; option++) {
        names.add(d + " " + option);
        values.add(chosen[d] == option ? 1.0 : 0.0);
      }
    }
    return new ArrayExample<>(
        new Regressor("score", score),
        names.toArray(String[]::new),
        values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private TreeVariance variance(TreeModel<Regressor> tree, ImmutableFeatureMap features) {
    List<TreeVariance.Leaf> leaves = new ArrayList<>();
    boolean[][] all = new boolean[sizes.length][];
    for (int d = 0; d < sizes.length; d++) {
      all[d] = new boolean[sizes[d]];
      Arrays.fill(all[d], true);
    }
    visit(tree.getRoot(), all, features, leaves);
    return new TreeVariance(leaves);
  }

  private static void visit(
      Node<Regressor> node,
      boolean[][] allowed,
      ImmutableFeatureMap features,
      List<TreeVariance.Leaf> leaves) {
    if (node instanceof LeafNode<Regressor> leaf) {
      leaves.add(new TreeVariance.Leaf(leaf.getOutput().getValues()[0], allowed));
    } else if (node instanceof SplitNode<Regressor> split) {
      String[] feature = features.get(split.getFeatureID()).getName().split(" ", 2);
      int decision = Integer.parseInt(feature[0]);
      int option = Integer.parseInt(feature[1]);
      visit(split.getGreaterThan(), only(allowed, decision, option, true), features, leaves);
      visit(split.getLessThanOrEqual(), only(allowed, decision, option, false), features, leaves);
    }
  }

  /** The networks of those allowed that have an option, or that have it not. */
  private static boolean[][] only(boolean[][] allowed, int decision, int option, boolean has) {
    boolean[][] left = allowed.clone();
    left[decision] = allowed[decision].clone();
    for (int o = 0; o < left[decision].length; o++) {
      left[decision][o] &= (o == option) == has;
    }
    return left;
  }
}
