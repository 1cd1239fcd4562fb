package io.proxynas.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.ArrayAlteration;
import io.proxynas.engine.ResidentAgreement;
import io.proxynas.engine.ResidentStandIn;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Alteration;
import io.proxynas.engine.backend.Alteration.Mixing;
import io.proxynas.engine.backend.Alteration.Rectangle;
import io.proxynas.engine.backend.Alteration.Sampling;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.ImageRange;
import io.proxynas.engine.backend.ResidentBatch;
import io.proxynas.engine.backend.ResidentImages;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.torch.function.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole trainings beside those on arrays, alterations by themselves, and that nothing stays. */
class TorchResidentTest extends ResidentAgreement {

  private static final ImageShape SHAPE = new ImageShape(1, 2, 2);
  private static final Values VALUES = TorchDevice.PROCESSOR.values();

  @Override
  protected Backend backend() {
    return new TorchBackend(TorchDevice.PROCESSOR);
  }

  private static float[] gaussian(RandomGenerator random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] altered(float[] images, ImageShape shape, List<Alteration> alterations) {
    assertThat(TorchLibrary.obstacle()).isEmpty();
    float[] result = new float[alterations.size() * shape.size()];
    long[] lengths = {alterations.size(), shape.channels(), shape.height(), shape.width()};
    Scoped.run(
        () -> {
          BatchAlteration batch = new BatchAlteration(shape, VALUES);
          VALUES.get(batch.apply(VALUES.of(images, 0, lengths), alterations), result, 0);
        });
    return result;
  }

  private static List<Alteration> drawn(RandomGenerator random, ImageShape shape, int count) {
    List<Alteration> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double angle = Math.PI * (random.nextDouble() - 0.5);
      double scale = 0.5 + random.nextDouble();
      int top = random.nextInt(-shape.height(), shape.height());
      drawn.add(
          switch (i % 4) {
            case 0 ->
                Alteration.of(
                    new Sampling(
                        scale * Math.cos(angle),
                        -Math.sin(angle),
                        Math.sin(angle),
                        Math.cos(angle),
                        random.nextInt(-2, 3),
                        random.nextDouble()));
            case 1 -> Alteration.of(new Mixing(scale, 1 - scale, angle, random.nextDouble()));
            case 2 -> Alteration.of(new Rectangle(top, top + shape.height() / 2, -1, 2));
            default -> Alteration.NONE;
          });
    }
    return drawn;
  }

  @ParameterizedTest
  @CsvSource({"3, 32, 32", "1, 28, 28", "3, 224, 160", "2, 1, 5", "4, 7, 1"})
  void alteration_ofEachImage_isThatOfArrays(int channels, int height, int width) {
    ImageShape shape = new ImageShape(channels, height, width);
    RandomGenerator random = new Seed(1).generator();
    int count = 8;
    float[] images = gaussian(random, count * shape.size());
    List<Alteration> alterations = drawn(random, shape, count);

    float[] actual = altered(images, shape, alterations);

    // A place is told to some 1e-7 of how far it is away, at most half of the longer side.
    float tolerance = 1e-5f * Math.max(1, Math.max(height, width) / 32f);
    for (int i = 0; i < count; i++) {
      float[] expected = ArrayAlteration.of(alterations.get(i), images, i, shape);
      for (int k = 0; k < expected.length; k++) {
        assertThat(actual[i * shape.size() + k])
            .as("value %d of image %d, %s", k, i, alterations.get(i))
            .isCloseTo(expected[k], within(tolerance));
      }
    }
  }

  /** By hand: shifted by a column to the right and mirrored; a quarter turn; half a pixel down. */
  @Test
  void alteration_handWorked() {
    ImageShape shape = new ImageShape(1, 2, 2);
    float[] images = {1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4};

    float[] actual =
        altered(
            images,
            shape,
            List.of(
                Alteration.of(new Sampling(1, 0, 0, 1, 1, 0)),
                Alteration.of(Sampling.MIRROR),
                Alteration.of(new Sampling(0, -1, 1, 0, 0, 0)),
                Alteration.of(new Sampling(1, 0, 0, 1, 0, 0.5)),
                Alteration.of(new Mixing(2, 0, -1, 10))));

    assertThat(actual)
        .containsExactly(
            2, 0, 4, 0, 2, 1, 4, 3, 2, 4, 1, 3, 2, 3, 1.5f, 2, 9.5f, 11.5f, 13.5f, 15.5f);
  }

  /**
   * Images beside those that are altered keep their bits, and so do shifted and mirrored values.
   */
  @Test
  void alteration_ofWholePixels_keepsBits() {
    ImageShape shape = new ImageShape(2, 9, 8);
    float[] images = gaussian(new Seed(2).generator(), 4 * shape.size());
    List<Alteration> alterations =
        List.of(
            Alteration.NONE,
            Alteration.of(new Sampling(1, 0, 0, 1, -3, 2)),
            Alteration.of(Sampling.MIRROR),
            Alteration.of(new Mixing(0.3, 0.1, 0.2, 0.1)));

    float[] actual = altered(images, shape, alterations);

    for (int i = 0; i < 3; i++) {
      float[] expected = ArrayAlteration.of(alterations.get(i), images, i, shape);
      for (int k = 0; k < expected.length; k++) {
        assertThat(actual[i * shape.size() + k]).isEqualTo(expected[k]);
      }
    }
  }

  private static TorchNetwork network(Program program) {
    assertThat(TorchLibrary.obstacle()).isEmpty();
    TorchNetwork network =
        new TorchNetwork(program, new Seed(1).generator(), TorchDevice.PROCESSOR);
    network.write(new float[] {1, 0, 0, 2, 3, 0.5f}, new float[6]);
    return network;
  }

  @Test
  void steps_keepNoTensors() {
    assertThat(TorchLibrary.obstacle()).isEmpty();
    Program program = Programs.normalized(SHAPE);
    List<Alteration> alterations =
        Collections.nCopies(
            2, new Alteration(Sampling.MIRROR, new Mixing(1, 0, 0, 1), new Rectangle(0, 1, 0, 1)));
    long before = Pointer.totalCount();
    long after = 0;
    try (TorchNetwork network = network(program);
        ResidentImages set = TorchImages.of(VALUES, SHAPE, new float[3], 1)) {
      for (int step = 0; step < 30; step++) {
        set.put(0, new float[] {1, 2, 3, 4, 4, 3, 2, 1, 1, 1, 2, 2}, 3);
        network.step(new ResidentBatch(set, new int[] {2, 0}, alterations), 0.1f, 0.9f, 0);
        network.takeLoss();
        network.infer(set, new ImageRange(0, 3, 2), new float[3]);
        network.statistics(set, new ImageRange(1, 2, 1), new float[0]);
        network.read(new float[6], new float[6]);
        if (step == 0) {
          after = Pointer.totalCount();
        }
      }
      assertThat(Pointer.totalCount()).isEqualTo(after);
    }
    assertThat(Pointer.totalCount()).isEqualTo(before);
  }

  /** 6 weights twice; two images of 4 pixels, 10 · 1 + 54 values each. */
  @Test
  void bytes_byHand() {
    TorchBackend backend = new TorchBackend(TorchDevice.PROCESSOR);

    assertThat(backend.bytes(Programs.normalized(SHAPE), 2)).isEqualTo(4 * (2 * 6 + 2 * 4 * 64));
    assertThat(backend.bytes(SHAPE, 100)).isEqualTo(4 * 400);
  }

  @Test
  void step_onImagesOfAnotherBackEnd_isRejected() {
    Program program = Programs.normalized(SHAPE);
    ResidentImages elsewhere = new ResidentStandIn().images(SHAPE, new int[2]);
    try (TorchNetwork network = network(program)) {
      assertThatThrownBy(
              () ->
                  network.step(new ResidentBatch(elsewhere, new int[] {0}, List.of()), 0.1f, 0, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the images of a resident network must be libtorch's, but were a Images");
    }
  }
}
