package io.proxynas.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.backend.ResidentBatch;
import io.proxynas.engine.backend.ResidentImages;
import io.proxynas.engine.backend.ResidentNetwork;
import io.proxynas.engine.graph.Instruction;
import io.proxynas.engine.graph.Loss;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Program;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is left of executables, networks and sets that libtorch refuses while they are made. */
class TorchBackendTest {

  private static final ImageShape SHAPE = new ImageShape(1, 2, 2);
  private static final TorchBackend BACKEND = new TorchBackend(TorchDevice.PROCESSOR);

  @BeforeAll
  static void loadsTheLibrary() {
    assertThat(TorchLibrary.obstacle()).isEmpty();
  }

  /** Its only parameter goes on beyond the end of the flat vector. */
  private static Program refused() {
    Parameter kernel =
        new Parameter("a", "W", new int[] {1, 1, 2, 2}, new int[0], 2, Parameter.Start.ZERO);
    return new Program(
        SHAPE,
        List.of(
            new Instruction(
                new Operation.Convolution(kernel, null, Programs.window(2, 1, 1), 1), List.of(0))),
        new Loss(Loss.Measure.SQUARED_ERROR, Loss.Link.IDENTITY),
        List.of(kernel),
        4);
  }

  private static void assertLeavesNothing(
      ThrowingCallable maker, Class<? extends Throwable> error, String words) {
    long before = Pointer.totalCount();
    assertThatThrownBy(maker)
        .isInstanceOf(error)
        .hasMessageStartingWith("libtorch: ")
        .hasMessageContaining(words)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    assertThat(Pointer.totalCount()).isEqualTo(before);
  }

  @Test
  void compile_refused_leavesNothing() {
    Program program = refused();

    assertLeavesNothing(
        () -> BACKEND.compile(program, 1, Pass.TRAIN, Programs.state(program)),
        IllegalStateException.class,
        "exceeds dimension size");
  }

  @Test
  void step_whoseProgramIsRefused_leavesNothing() {
    try (ResidentNetwork network = BACKEND.compile(refused(), new Seed(1).generator());
        ResidentImages set = BACKEND.images(SHAPE, new int[] {0})) {
      assertLeavesNothing(
          () -> network.step(new ResidentBatch(set, new int[] {0}, List.of()), 0.1f, 0, 0),
          IllegalStateException.class,
          "exceeds dimension size");
    }
  }

  @Test
  void images_moreThanThereIsMemory_leavesNothing() {
    ImageShape large = new ImageShape(1024, 1024, 1024);

    assertLeavesNothing(
        () -> BACKEND.images(large, new int[1 << 20]),
        OutOfMemoryError.class,
        "4503599627370496 bytes");
    assertLeavesNothing(
        () -> BACKEND.images(large, new float[1 << 20], 1),
        OutOfMemoryError.class,
        "4503599627370496 bytes");
  }
}
