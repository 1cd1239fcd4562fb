package io.proxynas.engine.internal.onednn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Window;
import io.proxynas.engine.internal.onednn.primitive.Context;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which code oneDNN runs for convolutions; only descriptions are made, nothing is executed. */
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
class ConvolutionGeometryTest {

  private static final int BATCH = 16;

  /** Square images and kernels; padding to the same size or none. */
  private record Case(int in, int out, int groups, Axis axis, int size) {

    Operation.Convolution operation() {
      int[] shape = {out, in / groups, axis.kernel(), axis.kernel()};
      return new Operation.Convolution(
          parameter(shape), parameter(out), new Window(axis, axis), groups);
    }

    private static Parameter parameter(int... shape) {
      return new Parameter("layer", "W", shape, new int[shape.length], 0, Parameter.Start.ZERO);
    }

    ImageShape from() {
      return new ImageShape(in, size, size);
    }

    ConvolutionGeometry fast(Context context, boolean toImages) {
      ImageShape to = operation().output(from());
      return ConvolutionGeometry.fast(
          context, operation(), context.images(from()), context.images(to), toImages);
    }
  }

  private static Axis axis(int kernel, int stride, int dilation, boolean padded) {
    int padding = padded ? (kernel - 1) * dilation / 2 : 0;
    return new Axis(kernel, stride, dilation, padding, padding);
  }

  private static void add(List<Case> cases, Case c) {
    if (c.axis().output(c.size()) > 0) {
      cases.add(c);
    }
  }

  /** Channels that fill blocks of 16, of 8 or none, on either side. */
  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    int[][] channels = {
      {1, 7}, {1, 8}, {1, 20}, {2, 16}, {3, 13}, {3, 16}, {4, 8}, {4, 22}, {5, 24}, {7, 1}, {8, 3},
      {8, 16}, {8, 22}, {9, 48}, {11, 13}, {12, 64}, {16, 5}, {16, 8}, {19, 8}, {20, 50}, {22, 22},
      {24, 9}, {24, 33}, {32, 45}, {32, 64}
    };
    int[][] groups = {
      {3, 3, 3}, {5, 10, 5}, {7, 7, 7}, {8, 8, 8}, {8, 16, 8}, {22, 22, 22}, {24, 48, 24},
      {10, 22, 2}, {9, 15, 3}, {16, 22, 2}, {16, 44, 4}, {24, 66, 3}, {32, 64, 4}, {16, 16, 2}
    };
    for (int kernel : new int[] {1, 3, 5, 7}) {
      for (boolean padded : new boolean[] {false, true}) {
        for (Axis axis :
            List.of(
                axis(kernel, 1, 1, padded),
                axis(kernel, 2, 1, padded),
                axis(kernel, 1, 2, padded))) {
          int size = kernel < 5 ? 8 : 14;
          for (int[] pair : channels) {
            add(cases, new Case(pair[0], pair[1], 1, axis, size));
          }
          for (int[] group : groups) {
            add(cases, new Case(group[0], group[1], group[2], axis, size));
          }
        }
      }
    }
    return cases;
  }

  private static Context context(Pass pass) {
    return Context.create(
        BATCH, pass, new NetworkState(new float[0], new float[0], new Seed(1).generator()));
  }

  /** What oneDNN calls the code of the primitives. */
  private static List<String> implementations(Case c, Pass pass, boolean toImages) {
    PointerScope scope = new PointerScope();
    try {
      Context context = context(pass);
      List<String> names = new ArrayList<>();
      for (primitive_desc_base plan : c.fast(context, toImages).plans(context, toImages)) {
        names.add(plan.impl_info_str().getString());
      }
      return names;
    } finally {
      scope.close();
    }
  }

  @Test
  void fast_isNeverReferenceCode() {
    List<String> slow = new ArrayList<>();
    List<Case> cases = cases();
    for (Case c : cases) {
      for (Pass pass : List.of(Pass.TRAIN, Pass.INFER, Pass.EMBED_AND_PIXEL_GRADIENT)) {
        for (boolean toImages : new boolean[] {false, true}) {
          List<String> names = implementations(c, pass, toImages);
          if (names.stream().anyMatch(name -> name.startsWith("ref"))) {
            slow.add(c + " " + pass + ": " + names);
          }
        }
      }
    }

    assertThat(cases).hasSizeGreaterThan(700);
    assertThat(slow).isEmpty();
  }

  /** They keep the formats, and so the results, with which proxy sets have been made. */
  @ParameterizedTest
  @CsvSource({"1, 128", "3, 128", "1, 8", "8, 8", "24, 24", "128, 128"})
  void fast_fullBlocks_areGiven(int from, int to) {
    PointerScope scope = new PointerScope();
    try {
      for (Pass pass : Pass.values()) {
        Context context = context(pass);
        Case c = new Case(from, to, 1, axis(3, 1, 1, true), 16);
        ConvolutionGeometry fast = c.fast(context, pass.pixelGradients());

        assertThat(fast.in().equals(context.images(c.from()))).as("in, %s", pass).isTrue();
        assertThat(fast.out().equals(context.images(c.operation().output(c.from()))))
            .as("out, %s", pass)
            .isTrue();
      }
    } finally {
      scope.close();
    }
  }

  /** Filling up one channel to eight costs several times as much as leaving it alone. */
  @ParameterizedTest
  @CsvSource({"1, 8, 3", "1, 32, 3", "1, 32, 5", "2, 16, 3", "3, 64, 3"})
  void backwardWeights_fewChannels_areNotFilledUp(int from, int to, int kernel) {
    PointerScope scope = new PointerScope();
    try {
      Context context = context(Pass.TRAIN);
      ConvolutionGeometry fast =
          new Case(from, to, 1, axis(kernel, 1, 1, true), 16).fast(context, false);
      memory.desc source = fast.backwardWeights(context, fast.forward(context)).src_desc();

      assertThat(source.get_size()).isEqualTo(4L * BATCH * from * 16 * 16);
    } finally {
      scope.close();
    }
  }
}
