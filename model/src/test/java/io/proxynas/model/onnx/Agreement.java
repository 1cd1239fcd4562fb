package io.proxynas.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Network;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.train.data.ChannelStatistics;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/** Holds a network's ONNX model, as ONNX Runtime computes it, against the engine. */
final class Agreement {

  private static final int COUNT = 3;
  private static final float TOLERANCE = 1e-4f;

  private Agreement() {}

  /** Checks random images in [0, 1], one alone and three together. */
  static void check(Network network) {
    draw(network, new Random(7));
    ImageShape shape = network.input();
    Random random = new Random(11);
    ChannelStatistics statistics = statistics(shape.channels(), random);
    float[] images = new float[COUNT * shape.size()];
    float[] standardized = new float[images.length];
    int plane = shape.height() * shape.width();
    for (int i = 0; i < images.length; i++) {
      int channel = i / plane % shape.channels();
      images[i] = random.nextFloat();
      standardized[i] = (images[i] - statistics.mean()[channel]) / statistics.deviation()[channel];
    }
    float[] expected = new float[COUNT * network.classes()];
    network.infer(standardized, COUNT, expected);
    byte[] model = OnnxModel.of(network, statistics, OnnxInput.FLOATS, Map.of()).bytes();
    try (OnnxRun run = new OnnxRun(model)) {
      assertRows(run.probabilities(images, lengths(COUNT, shape)), expected);
      float[] first = Arrays.copyOf(images, shape.size());
      assertRows(run.probabilities(first, lengths(1, shape)), expected);
    }
  }

  private static long[] lengths(int count, ImageShape shape) {
    return new long[] {count, shape.channels(), shape.height(), shape.width()};
  }

  private static void assertRows(float[][] rows, float[] expected) {
    int classes = expected.length / COUNT;
    for (int n = 0; n < rows.length; n++) {
      float[] wanted = Arrays.copyOfRange(expected, n * classes, (n + 1) * classes);
      assertThat(rows[n]).containsExactly(wanted, within(TOLERANCE));
    }
  }

  private static ChannelStatistics statistics(int channels, Random random) {
    float[] mean = new float[channels];
    float[] deviation = new float[channels];
    for (int c = 0; c < channels; c++) {
      mean[c] = 0.3f + 0.4f * random.nextFloat();
      deviation[c] = 0.2f + 0.3f * random.nextFloat();
    }
    return new ChannelStatistics(mean, deviation);
  }

  /**
   * Draws what fresh networks have at 0 and 1, so that no scale, shift or running statistic can be
   * left out or exchanged unseen.
   */
  private static void draw(Network network, Random random) {
    float[] weights = network.snapshot();
    for (Parameter parameter : network.program().parameters()) {
      boolean isVector = parameter.shape().length == 1;
      for (int i = parameter.offset(); isVector && i < parameter.offset() + parameter.size(); i++) {
        boolean isPositive = weights[i] > 0.5f;
        weights[i] = isPositive ? 0.5f + random.nextFloat() : random.nextFloat() - 0.5f;
      }
    }
    network.restore(weights);
  }
}
