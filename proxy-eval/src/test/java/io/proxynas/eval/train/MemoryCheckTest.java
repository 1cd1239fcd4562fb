package io.proxynas.eval.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.BackendChoice;
import io.proxynas.engine.Demand;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.Device;
import io.proxynas.engine.backend.Device.Kind;
import io.proxynas.engine.layer.UnsupportedLayerException;
import io.proxynas.nas.candidate.MemoryLimit;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.nas.space.nasbench201.NasBench201Space;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class MemoryCheckTest {

  private static final long GIB = 1L << 30;
  private static final ConvNetSpace SPACE = new ConvNetSpace(List.of(1, 2), List.of(8, 16));

  /** A GiB of heap a block, two GiB of native memory a block. */
  private static final Function<Architecture, Demand> COST =
      architecture -> {
        int depth = ((ConvNet) architecture).depth();
        return new Demand(1, depth * GIB, 2 * depth * GIB);
      };

  private static void check(long heap, long outside, Function<Architecture, Demand> cost) {
    new MemoryCheck(new MemoryLimit(heap, outside, 2)).require(SPACE, cost);
  }

  /** Two cards with 10 GiB free each. */
  private static BackendChoice cards() {
    Backend backend =
        (Backend)
            Proxy.newProxyInstance(
                Backend.class.getClassLoader(),
                new Class<?>[] {Backend.class},
                (self, method, arguments) -> OptionalLong.of(10 * GIB));
    List<Device> devices =
        List.of(new Device(Kind.CUDA, 0, "NVIDIA A10"), new Device(Kind.CUDA, 1, "NVIDIA A10"));
    return new BackendChoice(backend, devices, "");
  }

  /** As DL4J tells of layers that do not fit together. */
  @Test
  void require_networksThatCannotBeBuilt_areLookedPast() {
    Function<Architecture, Demand> broken =
        architecture -> {
          if (((ConvNet) architecture).depth() == 1) {
            throw new IllegalStateException("shapes differ");
          }
          return COST.apply(architecture);
        };
    assertThatCode(() -> check(8 * GIB, 16 * GIB, broken)).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(GIB, GIB, broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "a candidate must be a network that can be built, but convnet-d1-\\S+ cannot: .*shapes differ.*");
  }

  @Test
  void of_cards_sharesEachAmongItsWorkers() {
    MemoryCheck three = MemoryCheck.of(cards(), 3);
    MemoryCheck one = MemoryCheck.of(cards(), 1);

    assertThat(three.limit().workers()).isEqualTo(3);
    assertThat(three.limit().outside())
        .isEqualTo(new MemoryLimit.Memory("free memory of cuda:0 (NVIDIA A10)", 10 * GIB, 2));
    assertThat(one.limit().outside().workers()).isEqualTo(1);
    assertThatThrownBy(() -> three.require(SPACE, architecture -> new Demand(1, 1, 5 * GIB)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "a candidate must fit the memory once a worker, but convnet-d1-\\S+ needs 5.00 GiB of"
                + " free memory of cuda:0 \\(NVIDIA A10\\) and each of 2 workers may use 4.00 GiB"
                + " of 10.00 GiB: choose smaller widths or fewer workers");
    assertThatCode(() -> one.require(SPACE, architecture -> new Demand(1, 1, 5 * GIB)))
        .doesNotThrowAnyException();
  }

  @Test
  void ofThisMachine_onTheProcessor_isWhatJavaLeaves() {
    MemoryLimit limit = MemoryCheck.ofThisMachine(2).limit();

    assertThat(limit.outside().kind()).isEqualTo("native memory");
    assertThat(limit.outside().workers()).isEqualTo(2);
  }

  @Test
  void require_someFit_passes() {
    assertThatCode(() -> check(3 * GIB, 6 * GIB, COST)).doesNotThrowAnyException();
  }

  @Test
  void require_noneFits_namesACandidateAndTheNumbers() {
    assertThatThrownBy(() -> check(2 * GIB, 100 * GIB, COST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "a candidate must fit the memory once a worker, but convnet-d1-\\S+ needs 1.00 GiB of"
                + " Java heap and each of 2 workers may use 0.80 GiB of 2.00 GiB: choose smaller"
                + " widths or fewer workers");
  }

  @Test
  void require_shallowAreBroken_takesTheOthers() {
    Function<Architecture, Demand> deepOnly =
        architecture -> {
          if (((ConvNet) architecture).depth() == 1) {
            throw new IllegalArgumentException("too shallow");
          }
          return COST.apply(architecture);
        };
    assertThatCode(() -> check(5 * GIB, 10 * GIB, deepOnly)).doesNotThrowAnyException();
  }

  @Test
  void require_unknownToTheEngine_isLeftToDl4j() {
    Function<Architecture, Demand> unknown =
        architecture -> {
          throw new UnsupportedLayerException("unknown");
        };
    assertThatCode(() -> check(1, 1, unknown)).doesNotThrowAnyException();
  }

  @Test
  void require_allAreBroken_saysWhy() {
    Function<Architecture, Demand> broken =
        architecture -> {
          throw new IllegalArgumentException("too deep");
        };
    assertThatThrownBy(() -> check(GIB, GIB, broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("too deep");
  }

  @Test
  void require_ofALargeSpaceOfWhichNothingFits_endsAfterAThousand() {
    int[] asked = {0};
    assertThatThrownBy(
            () ->
                new MemoryCheck(new MemoryLimit(GIB, GIB, 1))
                    .require(
                        NasBench201Space.BENCHMARK,
                        architecture -> {
                          asked[0]++;
                          throw new IllegalArgumentException("too deep");
                        }))
        .hasMessage("too deep");
    assertThat(asked[0]).isEqualTo(1000);
  }
}
