package io.proxynas.train.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.proxynas.engine.architecture.ImageShape;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Transforms and adjoints against PyTorch's; src/test/python/augmentation_golden.py made them. */
class AugmentationGoldenTest {

  record Golden(
      String name,
      int[] shape,
      double[] parameters,
      float[] images,
      float[] result,
      float[] gradient,
      float[] adjoint) {

    ImageShape imageShape() {
      return new ImageShape(shape[1], shape[2], shape[3]);
    }

    @Override
    public String toString() {
      return name + Arrays.toString(parameters) + " of " + imageShape();
    }
  }

  static Stream<Golden> cases() throws IOException {
    try (InputStream in = AugmentationGoldenTest.class.getResourceAsStream("golden.json")) {
      return Arrays.stream(new ObjectMapper().readValue(in, Golden[].class));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void apply_goldenImages_givesPyTorchsResult(Golden golden) {
    float[] result = filled(golden.result().length);

    transform(golden).apply(golden.images(), 0, golden.shape()[0], golden.imageShape(), result);

    assertThat(result).containsExactly(golden.result(), within(5e-6f));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void adjoint_goldenGradient_givesPyTorchsInputGradient(Golden golden) {
    float[] result = filled(golden.result().length);

    transform(golden).adjoint(golden.gradient(), 0, golden.shape()[0], golden.imageShape(), result);

    assertThat(result).containsExactly(golden.adjoint(), within(5e-6f));
  }

  private static Transform transform(Golden golden) {
    double[] p = golden.parameters();
    return switch (golden.name()) {
      case "colour" -> new ColourJitter((float) p[0], (float) p[1], (float) p[2]);
      case "crop" -> new Shift((int) p[0], (int) p[1]);
      case "cutout" -> new Erasure((int) p[0], (int) p[1], (int) p[2], (int) p[3]);
      case "flip" -> new Mirror();
      case "scale" -> new LinearResampling(golden.imageShape(), p[0], 0, 0, p[1]);
      case "rotate" -> rotation(golden.imageShape(), Math.toRadians(p[0]));
      default -> throw new IllegalArgumentException("unknown case " + golden.name());
    };
  }

  private static Transform rotation(ImageShape shape, double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    return new LinearResampling(shape, cos, -sin, sin, cos);
  }

  /** A result array with rubbish in it: every value has to be overwritten. */
  private static float[] filled(int length) {
    float[] values = new float[length];
    Arrays.fill(values, 99);
    return values;
  }
}
