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
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
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
    Model<Regressor> forest =
        trainer(seed)
            .train(
                new MutableDataset<>(
                    examples, new SimpleDataSourceProvenance("truths", FACTORY), FACTORY));
    return IntStream.range(0, table.candidates())
        .mapToObj(
            place -> new ArrayExample<>(FACTORY.getUnknownOutput(), names, row(merits, place)))
        .map(forest::predict)
        .map(Prediction::getOutput)
        .mapToDouble(output -> output.getValues()[0])
        .toArray();
  }

  private RandomForestTrainer<Regressor> trainer(Seed seed) {
    return new RandomForestTrainer<>(
        new CARTRegressionTrainer(
            Integer.MAX_VALUE, 2, 0, FEATURES, new MeanSquaredError(), seed.child("trees").value()),
        new AveragingCombiner(),
        trees,
        seed.child("samples").value());
  }

  private static double[] row(List<double[]> merits, int place) {
    return merits.stream().mapToDouble(values -> values[place]).toArray();
  }
}
