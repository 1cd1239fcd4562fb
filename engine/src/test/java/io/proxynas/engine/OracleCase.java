package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The engine beside DL4J: the same configuration, weights and data must give the same losses,
 * weights and predictions over several steps by the configuration's plain SGD.
 */
final class OracleCase {

  static final double RATE = 0.05;
  static final int CLASSES = 3;
  private static final int BATCH = 5;
  private static final double TOLERANCE = 2e-3;
  private static final int[] LABELS = {0, 1, 2, 1, 0};

  private final ImageShape shape;
  private final Model dl4j;
  private final Network network;
  private final float[] images;
  private final INDArray x;
  private final INDArray y = Nd4j.zeros(BATCH, CLASSES);

  private OracleCase(Network network, Model dl4j, ImageShape shape, boolean flatImages) {
    this.network = network;
    this.dl4j = dl4j;
    this.shape = shape;
    images = gaussian(new Seed(3).generator(), BATCH * shape.size());
    x =
        flatImages
            ? Nd4j.create(images, new long[] {BATCH, shape.size()}, 'c')
            : Nd4j.create(
                images, new long[] {BATCH, shape.channels(), shape.height(), shape.width()}, 'c');
    for (int n = 0; n < BATCH; n++) {
      y.putScalar(n, LABELS[n], 1);
    }
  }

  static OracleCase of(
      ComputationGraphConfiguration configuration, ImageShape shape, Backend backend) {
    ComputationGraph dl4j = new ComputationGraph(configuration);
    dl4j.init();
    return new OracleCase(Network.compile(configuration, shape, backend), dl4j, shape, false);
  }

  static OracleCase of(
      MultiLayerConfiguration configuration, ImageShape shape, boolean flat, Backend backend) {
    MultiLayerNetwork dl4j = new MultiLayerNetwork(configuration);
    dl4j.init();
    return new OracleCase(Network.compile(configuration, shape, backend), dl4j, shape, flat);
  }

  static float[] gaussian(RandomGenerator random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Runs both; SGD without momentum, so that the change of the weights is their gradient. */
  void check(int steps) {
    check(steps, this::train);
  }

  /**
   * One step of a deep network.
   *
   * @param tolerance distance of the weights, relative to their change
   */
  void checkStep(double tolerance) {
    check(1, true, tolerance, this::train);
  }

  private double train() {
    return network.train(images, LABELS, 0, BATCH, new Sgd(RATE, 0, 0));
  }

  /** As {@link #check(int)} with random rows of targets instead of classes. */
  void checkSoft(int steps) {
    RandomGenerator random = new Seed(8).generator();
    float[] targets = new float[BATCH * CLASSES];
    for (int n = 0; n < BATCH; n++) {
      float a = random.nextFloat();
      float b = random.nextFloat() * (1 - a);
      float[] row = {a, b, 1 - a - b};
      System.arraycopy(row, 0, targets, n * CLASSES, CLASSES);
    }
    y.assign(Nd4j.create(targets, new long[] {BATCH, CLASSES}, 'c'));
    check(steps, () -> network.train(images, targets, 0, BATCH, new Sgd(RATE, 0, 0)));
  }

  /**
   * By the configuration's own updater, an epoch ending every three steps. DL4J's scores have
   * penalties in them, so losses are not compared.
   */
  void checkOwn(int steps) {
    int[] taken = {0};
    check(
        steps,
        false,
        TOLERANCE,
        () -> {
          setEpoch(taken[0] / 3);
          if (taken[0] > 0 && taken[0] % 3 == 0) {
            network.endEpoch();
          }
          taken[0]++;
          return network.train(images, LABELS, 0, BATCH);
        });
  }

  private void setEpoch(int epoch) {
    if (dl4j instanceof ComputationGraph graph) {
      graph.getConfiguration().setEpochCount(epoch);
    } else {
      ((MultiLayerNetwork) dl4j).setEpochCount(epoch);
    }
  }

  private void check(int steps, DoubleSupplier train) {
    check(steps, true, TOLERANCE, train);
  }

  private void check(int steps, boolean losses, double tolerance, DoubleSupplier train) {
    try (network) {
      network.load(dl4j);
      INDArray start = dl4j.params().dup();
      for (int step = 0; step < steps; step++) {
        double loss = train.getAsDouble() / BATCH;
        fit();
        if (losses) {
          assertThat(loss)
              .as("loss of step " + step)
              .isCloseTo(dl4j.score(), within(1e-4 * (1 + Math.abs(dl4j.score()))));
        }
      }
      INDArray expected = dl4j.params();
      INDArray actual = engineParameters();
      double moved = expected.distance2(start);
      assertThat(moved).as("DL4J's weights moved").isGreaterThan(1e-4);
      assertThat(actual.distance2(expected) / moved)
          .as("distance of the weights, relative to their change")
          .isLessThan(tolerance);
      float[] predictions = new float[BATCH * CLASSES];
      network.infer(images, BATCH, predictions);
      assertThat(predictions).containsExactly(output(), within(2e-4f));
    }
  }

  private void fit() {
    if (dl4j instanceof ComputationGraph graph) {
      graph.fit(new INDArray[] {x}, new INDArray[] {y});
    } else {
      ((MultiLayerNetwork) dl4j).fit(x, y);
    }
  }

  private float[] output() {
    return dl4j instanceof ComputationGraph graph
        ? graph.outputSingle(x).dup('c').data().asFloat()
        : ((MultiLayerNetwork) dl4j).output(x).dup('c').data().asFloat();
  }

  private INDArray engineParameters() {
    return dl4j instanceof ComputationGraph
        ? network.toDl4j().params()
        : network.toMultiLayerNetwork().params();
  }

  @Override
  public String toString() {
    return dl4j.getClass().getSimpleName() + " on " + shape;
  }
}
