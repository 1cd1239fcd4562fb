package io.proxynas.engine.internal.onednn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Window;
import io.proxynas.engine.internal.kernel.Kernel;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import io.proxynas.engine.internal.onednn.winograd.Winograd;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oracle is oneDNN's own convolution. */
class WinogradKernelTest {

  /** Of the root mean square of the differences over that of the values. */
  private static final double ROUNDING = 1e-5;

  private final PointerScope scope = new PointerScope();

  @AfterEach
  void close() {
    scope.close();
  }

  /** What a kernel computed from the same images, filters and gradients. */
  private record Outcome(float[] result, float[] imageGradient, float[] gradients) {}

  /** A convolution with a bias, and what it is given. */
  private record Case(int batch, ImageShape in, int filters, int before, int after) {

    Operation.Convolution convolution() {
      int[] shape = {filters, in.channels(), 3, 3};
      int size = filters * in.channels() * 9;
      Axis axis = new Axis(3, 1, 1, before, after);
      return new Operation.Convolution(
          parameter("W", shape, 0),
          parameter("b", new int[] {filters}, size),
          new Window(axis, axis),
          1);
    }

    private static Parameter parameter(String key, int[] shape, int offset) {
      int[] axes = new int[shape.length];
      for (int i = 0; i < axes.length; i++) {
        axes[i] = i;
      }
      return new Parameter("convolution", key, shape, axes, offset, Parameter.Start.ZERO);
    }

    float[] weights(Seed seed) {
      RandomGenerator random = seed.generator();
      float[] weights = gaussian(random, filters * (in.channels() * 9 + 1));
      for (int i = 0; i < weights.length; i++) {
        weights[i] /= (float) Math.sqrt(9 * in.channels());
      }
      return weights;
    }
  }

  private static float[] gaussian(RandomGenerator random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private Outcome run(Case given, boolean byWinograd) {
    RandomGenerator random = new Seed(3).generator();
    ImageShape shape = given.convolution().output(given.in());
    float[] images = gaussian(random, given.batch() * given.in().size());
    float[] gradient = gaussian(random, given.batch() * shape.size());
    return run(given, byWinograd, given.weights(new Seed(2)), images, gradient);
  }

  /**
   * @param images as they lie in blocks
   * @param gradient of the result, as it lies in blocks
   */
  private Outcome run(
      Case given, boolean byWinograd, float[] weights, float[] images, float[] gradient) {
    float[] gradients = new float[weights.length];
    NetworkState state = new NetworkState(weights, gradients, new Seed(1).generator());
    Context context = Context.create(given.batch(), Pass.TRAIN, state);
    Operation.Convolution operation = given.convolution();
    ImageShape shape = operation.output(given.in());
    Tensor in = context.tensor(context.images(given.in()), true);
    Tensor out = context.tensor(context.images(shape), true);
    Kernel kernel = kernel(context, operation, given.in(), byWinograd, in, out);
    context.allocateScratchpad();
    Context.buffer(in.value()).put(images);
    kernel.load();
    kernel.forward();
    float[] result = values(out.value());
    Context.buffer(out.requireGradient()).put(gradient);
    kernel.backward();
    return new Outcome(result, values(in.requireGradient()), gradients);
  }

  private static Kernel kernel(
      Context context,
      Operation.Convolution operation,
      ImageShape shape,
      boolean byWinograd,
      Tensor in,
      Tensor out) {
    if (byWinograd) {
      Optional<Winograd> winograd = Winograd.possible(context, operation, shape);
      assumeThat(winograd).as("the Vector API, which this JVM may lack").isPresent();
      return new WinogradKernel(winograd.get(), operation, Following.NOTHING, in, out);
    }
    ConvolutionGeometry geometry =
        ConvolutionGeometry.fast(context, operation, in.desc(), out.desc(), true);
    return new ConvolutionKernel(context, geometry, Following.NOTHING, in, out);
  }

  private static float[] values(memory memory) {
    float[] values = new float[(int) (memory.get_desc().get_size() / Float.BYTES)];
    Context.buffer(memory).get(0, values);
    return values;
  }

  private static double difference(float[] actual, float[] expected) {
    double squares = 0;
    double all = 0;
    for (int i = 0; i < expected.length; i++) {
      squares += Math.pow((double) actual[i] - expected[i], 2);
      all += Math.pow(expected[i], 2);
    }
    return Math.sqrt(squares / all);
  }

  /** The filter 1 … 9 turned by half a turn around the pixel, and a bias of 10. */
  @Test
  void forward_onePixel_isTheFilterTurned() {
    Case given = new Case(1, new ImageShape(16, 5, 5), 16, 1, 1);
    float[] weights = new float[16 * (16 * 9 + 1)];
    for (int i = 0; i < 9; i++) {
      weights[(7 * 16 + 3) * 9 + i] = i + 1;
    }
    weights[16 * 16 * 9 + 7] = 10;
    float[] images = new float[16 * 25];
    images[place(3, 12)] = 1;

    Outcome outcome = run(given, true, weights, images, new float[16 * 25]);

    float[] result = new float[25];
    for (int pixel = 0; pixel < 25; pixel++) {
      result[pixel] = outcome.result()[place(7, pixel)];
    }
    assertThat(result)
        .containsExactly(
            new float[] {
              10, 10, 10, 10, 10, 10, 19, 18, 17, 10, 10, 16, 15, 14, 10, 10, 13, 12, 11, 10, 10,
              10, 10, 10, 10
            },
            within(1e-5f));
  }

  /** Of more a buffer of Java's would have the beginning alone. */
  @Test
  void possible_imagesOfTwoGibibytes_areLeftToOneDnn() {
    Case given = new Case(1, new ImageShape(128, 16, 16), 128, 1, 1);
    Optional<Winograd> fits =
        Winograd.possible(Context.measuring(16_383, Pass.EMBED), given.convolution(), given.in());
    assumeThat(fits).as("the Vector API, which this JVM may lack").isPresent();

    assertThat(
            Winograd.possible(
                Context.measuring(16_384, Pass.EMBED), given.convolution(), given.in()))
        .isEmpty();
  }

  /** Where a pixel of a channel lies in an image of 16 channels and 5x5 pixels. */
  private static int place(int channel, int pixel) {
    int block = Context.block(16);
    return (channel / block * 25 + pixel) * block + channel % block;
  }

  /** Every step is linear, and multiplying by two does not round. */
  @Test
  void allPasses_twiceTheValues_giveTwiceTheResultsToTheBit() {
    Case given = new Case(5, new ImageShape(32, 9, 9), 16, 1, 1);
    ImageShape shape = given.convolution().output(given.in());
    float[] weights = given.weights(new Seed(4));
    Arrays.fill(weights, weights.length - 16, weights.length, 0);
    RandomGenerator random = new Seed(5).generator();
    float[] images = gaussian(random, given.batch() * given.in().size());
    float[] gradient = gaussian(random, given.batch() * shape.size());

    Outcome once = run(given, true, weights, images, gradient);

    Outcome twice = run(given, true, weights, twice(images), gradient);
    assertThat(twice.result()).containsExactly(twice(once.result()));
    float[] filters = Arrays.copyOf(once.gradients(), weights.length - 16);
    assertThat(Arrays.copyOf(twice.gradients(), filters.length)).containsExactly(twice(filters));
    Outcome gradients = run(given, true, weights, images, twice(gradient));
    assertThat(gradients.imageGradient()).containsExactly(twice(once.imageGradient()));
    assertThat(gradients.gradients()).containsExactly(twice(once.gradients()));
  }

  private static float[] twice(float[] values) {
    float[] twice = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      twice[i] = 2 * values[i];
    }
    return twice;
  }

  /** Whole tiles and parts of them, one group of tiles and several with rows too many, padding. */
  @ParameterizedTest
  @CsvSource({
    "2, 16, 16, 4, 4, 1, 1",
    "3, 16, 32, 7, 7, 1, 1",
    "25, 32, 16, 14, 14, 1, 1",
    "1, 16, 16, 1, 2, 1, 1",
    "2, 16, 16, 9, 30, 0, 0",
    "5, 48, 16, 10, 7, 0, 1",
    "4, 16, 16, 40, 150, 1, 0",
    "7, 64, 64, 28, 28, 1, 1",
    "11, 128, 128, 7, 7, 1, 1",
    "2, 512, 512, 4, 4, 1, 1"
  })
  void allPasses_agreeWithOneDnn(
      int batch, int channels, int filters, int height, int width, int before, int after) {
    Case given = new Case(batch, new ImageShape(channels, height, width), filters, before, after);

    Outcome actual = run(given, true);

    Outcome expected = run(given, false);
    assertThat(difference(actual.result(), expected.result())).isLessThan(ROUNDING);
    assertThat(difference(actual.imageGradient(), expected.imageGradient())).isLessThan(ROUNDING);
    assertThat(difference(actual.gradients(), expected.gradients())).isLessThan(ROUNDING);
  }

  @Test
  void allPasses_again_haveTheSameBits() {
    Case given = new Case(9, new ImageShape(32, 14, 14), 48, 1, 1);

    Outcome first = run(given, true);

    Outcome second = run(given, true);
    assertThat(second.result()).containsExactly(first.result());
    assertThat(second.imageGradient()).containsExactly(first.imageGradient());
    assertThat(second.gradients()).containsExactly(first.gradients());
  }
}
