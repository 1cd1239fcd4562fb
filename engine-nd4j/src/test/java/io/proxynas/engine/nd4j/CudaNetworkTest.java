package io.proxynas.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.proxynas.engine.BackendChoice;
import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.internal.onednn.OneDnnBackend;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a CUDA device, in a build with {@code -Pcuda}; the same steps as on the CPU. */
@Tag("gpu")
class CudaNetworkTest {

  private static final ImageShape SHAPE = new ImageShape(3, 12, 12);
  private static final int COUNT = 8;
  private static final int CLASSES = 4;

  @BeforeEach
  void needsADevice() {
    assumeTrue(Cuda.isBuild(), "a build with -Pcuda is needed");
    assumeTrue(Cuda.obstacle().isEmpty(), () -> Cuda.obstacle().orElseThrow());
  }

  @Test
  void automatic_isTheDevice() {
    assertThat(BackendChoice.automatic().backend().name()).isEqualTo("ND4J operations on CUDA");
  }

  @ParameterizedTest
  @EnumSource(Normalization.class)
  void train_asOnTheCpu(Normalization normalization) {
    assertThat(losses(normalization, new Nd4jBackend()))
        .containsExactly(losses(normalization, new OneDnnBackend()), Offset.offset(1e-3));
  }

  private static double[] losses(Normalization normalization, Backend backend) {
    ConvNet net = new ConvNet(2, 16, Activation.RELU, normalization, Pooling.AVERAGE);
    RandomGenerator random = new Seed(1).generator();
    float[] images = new float[COUNT * SHAPE.size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    int[] labels = {0, 1, 2, 3, 0, 1, 2, 3};
    double[] losses = new double[5];
    try (Network network = Network.compile(net.configuration(SHAPE, CLASSES, 1), SHAPE, backend)) {
      network.initialize(new Seed(2).generator());
      for (int step = 0; step < losses.length; step++) {
        losses[step] = network.train(images, labels, 0, COUNT, new Sgd(0.01, 0.9, 0));
      }
    }
    return losses;
  }
}
