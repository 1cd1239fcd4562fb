package io.proxynas.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Fork;
import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes in and out, and that no memory stays behind. */
class TorchExecutableTest {

  private static final ImageShape SHAPE = new ImageShape(1, 2, 2);
  private static final float[] IMAGE = {1, 2, 3, 4};

  /**
   * Mean 2.5, variance 1.25: the normalised image is (−3, −1, 1, 3)/√5; times 3 plus 0.5; the
   * kernel takes the first value and twice the last one.
   */
  private static final float UNIT = (float) (1 / Math.sqrt(5));

  private static NetworkState state() {
    return new NetworkState(
        new float[] {1, 0, 0, 2, 3, 0.5f}, new float[6], new Seed(1).generator());
  }

  @Test
  void forwardAndBackward_handWorked() {
    NetworkState state = state();
    float[] result = new float[2];
    try (var executable = Programs.executable(Programs.normalized(SHAPE), 1, Pass.TRAIN, state)) {
      executable.load();
      executable.forward(new float[] {9, 1, 2, 3, 4}, 1, result, 1);
      executable.backward(new float[] {9, 9, 1}, 2);
    }
    assertThat(result[1]).isCloseTo(-9 * UNIT + 0.5f + 2 * (9 * UNIT + 0.5f), within(1e-5f));
    // Gradients: of the kernel what it reads, of γ (−3 + 2·3)/√5, of β 1 + 2.
    float[] expected = {
      0.5f - 9 * UNIT, 0.5f - 3 * UNIT, 0.5f + 3 * UNIT, 0.5f + 9 * UNIT, 3 * UNIT, 3
    };
    assertThat(state.gradients()).containsExactly(expected, within(1e-5f));
  }

  @Test
  void backward_ofASecondStep_hasItsOwnGradients() {
    NetworkState state = state();
    try (var executable = Programs.executable(Programs.normalized(SHAPE), 1, Pass.TRAIN, state)) {
      executable.load();
      for (int step = 0; step < 2; step++) {
        executable.forward(IMAGE, 0, new float[1], 0);
        executable.backward(new float[] {1}, 0);
      }
    }
    assertThat(state.gradients()[5]).isCloseTo(3, within(1e-5f));
  }

  @ParameterizedTest
  @EnumSource(Pass.class)
  void steps_keepNoTensors(Pass pass) {
    long before = Pointer.totalCount();
    float[] result = new float[4];
    try (var executable = Programs.executable(Programs.normalized(SHAPE), 1, pass, state())) {
      long after = 0;
      for (int step = 0; step < 30; step++) {
        executable.load();
        executable.forward(IMAGE, 0, result, 0);
        if (pass.backward()) {
          executable.backward(new float[4], 0);
        }
        if (step == 0) {
          after = Pointer.totalCount();
        }
      }
      assertThat(Pointer.totalCount()).isEqualTo(after);
    }
    assertThat(Pointer.totalCount()).isEqualTo(before);
  }

  /** In a JVM of its own: the resident size of this one depends on all that it did before. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void training_inManySteps_takesWhatIsToldAndNoMore() throws Exception {
    List<Long> measured =
        Fork.run(Growth.class, Map.of("MALLOC_MMAP_THRESHOLD_", "4194304")).stream()
            .map(Long::valueOf)
            .toList();

    long told = measured.get(0);
    assertThat(told).isGreaterThan(100 << 20);
    assertThat(measured.get(1)).as("bytes of more images").isBetween(told / 2, told);
    assertThat(measured.get(2)).as("bytes that 20 steps more add").isLessThan(told / 10);
  }

  /** Prints, of 192 images a batch instead of 64: the bytes told, those taken, and later ones. */
  static final class Growth {

    private static final ImageShape GREY = new ImageShape(1, 28, 28);

    private Growth() {}

    public static void main(String[] arguments) throws IOException {
      var net =
          new ConvNet(
              2, 64, ConvNet.Activation.RELU, ConvNet.Normalization.BATCH, ConvNet.Pooling.AVERAGE);
      var configuration = net.configuration(GREY, 10, 1);
      TorchBackend backend = new TorchBackend(TorchDevice.PROCESSOR);
      try (Network network = Network.compile(configuration, GREY, backend)) {
        train(network, 64, 3);
        long few = most();
        train(network, 192, 3);
        long many = most();
        train(network, 192, 20);
        System.out.println(
            backend.bytes(network.program(), 192, Pass.TRAIN)
                - backend.bytes(network.program(), 64, Pass.TRAIN));
        System.out.println(many - few);
        System.out.println(most() - many);
      }
    }

    private static void train(Network network, int batch, int steps) {
      float[] images = new float[batch * GREY.size()];
      for (int step = 0; step < steps; step++) {
        network.train(images, new int[batch], 0, batch, new Sgd(0.01, 0, 0));
      }
    }

    /** The largest resident size that the process had, in bytes. */
    private static long most() throws IOException {
      try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
        String line = lines.filter(l -> l.startsWith("VmHWM")).findFirst().orElseThrow();
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
  }

  @Test
  void backward_ofInference_isRejected() {
    try (var executable = Programs.executable(Programs.normalized(SHAPE), 1, Pass.INFER, state())) {
      assertThatThrownBy(() -> executable.backward(new float[1], 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("pass INFER has no backward");
      assertThatThrownBy(() -> executable.pixelGradient(new float[4], 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("pass INFER has no gradient of the pixels");
    }
  }

  @Test
  void activation_withoutForward_isRejected() {
    try (var executable = Programs.executable(Programs.normalized(SHAPE), 1, Pass.EMBED, state())) {
      assertThatThrownBy(() -> executable.activation(0, new float[4]))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("value 1 must have been kept by a forward pass of EMBED, but was not");
    }
  }
}
