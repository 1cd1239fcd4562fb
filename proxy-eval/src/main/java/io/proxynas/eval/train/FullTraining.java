package io.proxynas.eval.train;

import io.proxynas.engine.Demand;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Workload;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.layer.UnsupportedLayerException;
import io.proxynas.model.NetworkFolder;
import io.proxynas.model.TrainedOn;
import io.proxynas.train.Recipe;
import io.proxynas.train.TrainedBy;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.Trainer;
import io.proxynas.train.data.DataSet;
import java.io.IOException;

/**
 * Trains one architecture on all real training images, those that candidates are scored on
 * included, and measures it on the test images.
 *
 * @param data the real images
 * @param recipe how; its augmentation is replaced by the one that keeps the data set's classes
 * @param seed of weights and data order
 */
public record FullTraining(DataSet data, Recipe recipe, Seed seed) {

  /**
   * What came of it.
   *
   * @param testAccuracy fraction right on the test images, in [0, 1]
   * @param testLoss mean cross-entropy on them, in nats
   * @param trainingLoss mean cross-entropy over the last epoch, in nats
   * @param parameters trainable values
   * @param flops of one image's forward pass
   * @param trainedBy the engine, or DL4J and why
   */
  public record TestResult(
      double testAccuracy,
      double testLoss,
      double trainingLoss,
      long parameters,
      long flops,
      TrainedBy trainedBy) {}

  /**
   * Trains and saves.
   *
   * @param space where the architecture comes from, for its file
   * @param into where the network goes when it is trained
   * @param progress hears of the epochs
   * @throws IllegalArgumentException if it cannot be trained on these images, or does not fit the
   *     memory
   * @throws ArithmeticException if the training diverges
   * @throws IOException with one sentence for the user if it cannot be saved
   * @throws InterruptedException if the thread is interrupted; nothing is saved
   */
  public TestResult run(
      Architecture architecture, String space, NetworkFolder into, Progress progress)
      throws IOException, InterruptedException {
    requireMemory(architecture);
    Recipe own = Regimes.recipe(data, recipe);
    Trainer trainer = new Trainer(own);
    progress.at(0, recipe.epochs());
    try (TrainedNetwork network =
        trainer.train(
            architecture,
            data.train(),
            seed.child("training").child(architecture.id()),
            progress)) {
      var test = network.evaluate(data.test());
      into.save(architecture, space, network, TrainedOn.of(data, own));
      return new TestResult(
          test.accuracy(),
          test.loss(),
          network.trainingLoss(),
          network.parameters(),
          network.flops(),
          network.trainedBy());
    }
  }

  private void requireMemory(Architecture architecture) {
    Workload workload =
        Workload.of(
            data.train().size(), recipe.batchSize(), data.test().size(), TrainedNetwork.BATCH);
    var configuration =
        architecture.configuration(data.shape(), data.train().classes(), seed.value());
    try {
      MemoryCheck.ofThisMachine(1)
          .limit()
          .require(architecture, Demand.of(configuration, data.shape(), workload));
    } catch (UnsupportedLayerException e) {
      // DL4J trains it, in memory that nobody knows
    }
  }
}
