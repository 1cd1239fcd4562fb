package io.proxynas.eval.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Cost;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.nas.space.ConvNetSpace;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class MemoryCheckTest {

  private static final long GIB = 1L << 30;
  private static final ConvNetSpace SPACE = new ConvNetSpace(List.of(1, 2), List.of(8, 16));

  /** A GiB of heap a block, two GiB of native memory a block. */
  private static final Function<Architecture, Cost> COST =
      architecture -> {
        int depth = ((ConvNet) architecture).depth();
        return new Cost(1, depth * GIB, 2 * depth * GIB);
      };

  @Test
  void require_largestFits_passes() {
    assertThatCode(() -> new MemoryCheck(5 * GIB, 10 * GIB).require(SPACE, COST, 2))
        .doesNotThrowAnyException();
  }

  @Test
  void require_tooMuchHeap_namesTheCandidateAndBothAmounts() {
    assertThatThrownBy(() -> new MemoryCheck(4 * GIB, 100 * GIB).require(SPACE, COST, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "the largest candidate must fit the memory once a worker, but convnet-d2-\\S+ needs"
                + " 4.0 GiB of Java heap for 2 workers and 3.2 GiB of 4.0 GiB may be used: choose"
                + " a smaller --space or fewer --workers");
  }

  @Test
  void require_tooMuchNativeMemory_isRejected() {
    assertThatThrownBy(() -> new MemoryCheck(100 * GIB, 9 * GIB).require(SPACE, COST, 2))
        .hasMessageContaining("8.0 GiB of native memory for 2 workers and 7.2 GiB of 9.0 GiB");
  }

  @Test
  void require_someCannotBeCompiled_leavesThemToFail() {
    Function<Architecture, Cost> shallowOnly =
        architecture -> {
          if (((ConvNet) architecture).depth() == 2) {
            throw new IllegalArgumentException("too deep");
          }
          return COST.apply(architecture);
        };
    assertThatCode(() -> new MemoryCheck(3 * GIB, 6 * GIB).require(SPACE, shallowOnly, 2))
        .doesNotThrowAnyException();
  }

  @Test
  void require_noneCanBeCompiled_saysWhy() {
    assertThatThrownBy(
            () ->
                new MemoryCheck(GIB, GIB)
                    .require(
                        SPACE,
                        architecture -> {
                          throw new IllegalArgumentException("too deep");
                        },
                        1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("too deep");
  }
}
