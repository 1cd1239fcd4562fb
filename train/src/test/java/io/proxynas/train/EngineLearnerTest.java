package io.proxynas.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.architecture.Mlp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineLearnerTest {

  private static int inferredAtATime(Architecture network) {
    ImageShape shape = new ImageShape(1, 28, 28);
    try (EngineLearner learner =
        EngineLearner.of(network.configuration(shape, 10, 1), shape, new Seed(1))) {
      return learner.inferredAtATime();
    }
  }

  /** The largest value has the width times 32x32 values of four bytes. */
  @ParameterizedTest
  @CsvSource({"8, 50", "16, 25", "32, 10", "64, 5", "128, 5"})
  void inferredAtATime_wider_isLess(int width, int images) {
    assertThat(inferredAtATime(ConvNet.ofWidth(width))).isEqualTo(images);
    assertThat(inferredAtATime(new Mlp(width))).isEqualTo(TrainedNetwork.BATCH);
  }
}
