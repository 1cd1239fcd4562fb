package io.proxynas.experiments.replay.calibration;

import io.proxynas.engine.Seed;
import io.proxynas.nas.calibrate.Observations;
import io.proxynas.nas.calibrate.ScoreTable;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.tribuo.Example;
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
 * Regression trees on the scores, each fitted to a bootstrap sample of the truths and to a random
 * third of the scores at each split (L. Breiman, Random Forests, Machine Learning 45, 2001), by
 * Tribuo.
 *
 * @param trees how many
 */
record RandomForest(int trees) implements Predictor {

  /** As many as make the mean steady. */
  static final RandomForest DEFAULT = new RandomForest(100);

  private static final float FEATURES = 1 / 3f;
  private static final RegressionFactory FACTORY = new RegressionFactory();

  /** Tribuo tells of every tree; kept, since loggers that nobody holds are forgotten. */
  private static final List<Logger> QUIET =
      List.of("org.tribuo.ensemble.BaggingTrainer", "org.tribuo.common.tree").stream()
          .map(Logger::getLogger)
          .toList();

  static {
    QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
  }

  @Override
  public String name() {
    return "random forest";
  }

  @Override
  public Group group() {
    return Group.METHOD;
  }

  @Override
  public double[] predict(ScoreTable table, Observations known, Seed seed) {
    List<double[]> merits =
        table.scores().stream().map(score -> Merits.filled(score.merits())).toList();
    String[] names =
        IntStream.range(0, merits.size()).mapToObj("score%d"::formatted).toArray(String[]::new);
    List<Example<Regressor>> examples = new ArrayList<>();
    for (int i = 0; i < known.count(); i++) {
      Regressor truth = new Regressor("truth", known.truths().get(i));
      examples.add(new ArrayExample<>(truth, names, row(merits, known.candidates().get(i))));
    }
    EnsembleModel<Regressor> forest =
        trainer(seed)
            .train(
                new MutableDataset<>(
                    examples, new SimpleDataSourceProvenance("truths", FACTORY), FACTORY));
    List<Node<Regressor>> roots =
        forest.getModels().stream().map(tree -> ((TreeModel<Regressor>) tree).getRoot()).toList();
    List<double[]> byFeature =
        IntStream.range(0, forest.getFeatureIDMap().size())
            .mapToObj(id -> forest.getFeatureIDMap().get(id).getName())
            .map(name -> merits.get(List.of(names).indexOf(name)))
            .toList();
    return IntStream.range(0, table.candidates())
        .mapToDouble(place -> mean(roots, byFeature, place))
        .toArray();
  }

  /** What the trees say on average; Tribuo's own way makes a vector for each tree and network. */
  private static double mean(List<Node<Regressor>> roots, List<double[]> byFeature, int place) {
    double sum = 0;
    for (Node<Regressor> root : roots) {
      Node<Regressor> node = root;
      while (node instanceof SplitNode<Regressor> split) {
        boolean greater = byFeature.get(split.getFeatureID())[place] > split.splitValue();
        node = greater ? split.getGreaterThan() : split.getLessThanOrEqual();
      }
      sum += ((LeafNode<Regressor>) node).getOutput().getValues()[0];
    }
    return sum / roots.size();
  }

  private RandomForestTrainer<Regressor> trainer(Seed seed) {
    return new RandomForestTrainer<>(
        new CARTJointRegressionTrainer(
            Integer.MAX_VALUE,
            2,
            0,
            FEATURES,
            new MeanSquaredError(),
            false,
            seed.child("trees").value()),
        new AveragingCombiner(),
        trees,
        seed.child("samples").value());
  }

  private static double[] row(List<double[]> merits, int place) {
    return merits.stream().mapToDouble(values -> values[place]).toArray();
  }
}
