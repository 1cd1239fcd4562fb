package io.proxynas.condense.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.condense.set.Sets;
import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatchingBatchTest {

  private static final ImageShape SHAPE = new ImageShape(1, 12, 12);
  private static final LabelledImages REAL = Sets.random(SHAPE, 90, "coat", "bag");
  private static final int IPC = 5;
  private static final Seed SEED = new Seed(3);
  private static final MatchingParts PARTS =
      new MatchingParts(
          Decoder.IDENTITY,
          MeanDiscrepancy::new,
          SiameseAugmentation.ALL,
          RealBatches.RANDOM,
          37); // more than one pass, and not a multiple of it

  private static Network network(Normalization normalization) {
    // Sigmoid is smooth, so that finite differences converge.
    ConvNet net =
        new ConvNet(2, 8, ConvNet.Activation.SIGMOID, normalization, ConvNet.Pooling.AVERAGE);
    Network network = Network.compile(net.configuration(SHAPE, 2, 1), SHAPE);
    network.initialize(new Seed(1).generator());
    return network;
  }

  private static float[] gaussian(int length, Seed seed) {
    RandomGenerator random = seed.generator();
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static List<ClassImages> classes(
      MatchingParts parts, LabelledImages real, float[] pixels) {
    return IntStream.range(0, real.classes())
        .mapToObj(c -> new ClassImages(parts, real, c, pixels, SEED.child(c)))
        .toList();
  }

  private static MatchingBatch.Size joint(int pass) {
    return new MatchingBatch.Size(SHAPE, 2, PARTS.realBatch(), IPC, pass, pass);
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  /** Along random directions, which tell more than single pixels and lose less to rounding. */
  private static void assertGradient(Normalization normalization, int pass) {
    assertGradient(PARTS, normalization, pass, 0);
  }

  private static void assertGradient(
      MatchingParts parts, Normalization normalization, int pass, double crossEntropy) {
    float[] pixels = gaussian(2 * IPC * SHAPE.size(), new Seed(2));
    List<ClassImages> classes = classes(parts, REAL, pixels);
    try (Network network = network(normalization)) {
      MatchingBatch batch = new MatchingBatch(joint(pass), parts);
      for (int iteration = 0; iteration < 8; iteration++) {
        batch.embedReal(classes, network, iteration);
        batch.match(classes, network, crossEntropy);
        float[] gradient = batch.gradient().clone();
        float[] direction = gaussian(pixels.length, new Seed(5).child(iteration));
        double expected = 0;
        for (int i = 0; i < pixels.length; i++) {
          expected += (double) gradient[i] * direction[i];
        }
        float[] saved = pixels.clone();
        float step = 0.01f;
        double above = lossAt(batch, classes, network, crossEntropy, pixels, direction, step);
        System.arraycopy(saved, 0, pixels, 0, saved.length);
        double below = lossAt(batch, classes, network, crossEntropy, pixels, direction, -step);
        System.arraycopy(saved, 0, pixels, 0, saved.length);
        assertThat((above - below) / (2 * step))
            .as("iteration " + iteration)
            .isCloseTo(expected, within(0.02 * norm(gradient)));
      }
    }
  }

  private static double lossAt(
      MatchingBatch batch,
      List<ClassImages> classes,
      Network network,
      double crossEntropy,
      float[] pixels,
      float[] direction,
      float step) {
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] += step * direction[i];
    }
    return batch.match(classes, network, crossEntropy);
  }

  @Test
  void match_inPasses_hasTheGradientOfFiniteDifferences() {
    assertGradient(Normalization.INSTANCE, 3);
  }

  @Test
  void match_jointlyUnderBatchNorm_hasTheGradientOfFiniteDifferences() {
    assertGradient(Normalization.BATCH, Integer.MAX_VALUE);
  }

  @Test
  void match_mosaicsWithCrossEntropy_hasTheGradientOfFiniteDifferences() {
    MatchingParts mosaics =
        new MatchingParts(
            new Decoder(2), MeanDiscrepancy::new, SiameseAugmentation.ALL, RealBatches.RANDOM, 37);
    for (int pass : new int[] {7, Integer.MAX_VALUE}) {
      assertGradient(mosaics, Normalization.INSTANCE, pass, 0.7);
    }
  }

  @Test
  void match_characteristicFunctions_hasTheGradientOfFiniteDifferences() {
    MatchingParts parts =
        new MatchingParts(
            Decoder.IDENTITY,
            () -> new CharacteristicDiscrepancy(16, 0.5),
            SiameseAugmentation.ALL,
            RealBatches.RANDOM,
            37);
    assertGradient(parts, Normalization.INSTANCE, 3, 0);
  }

  /** The weighted sum over classes of the means, beside the discrepancy. */
  @Test
  void match_crossEntropy_isAddedAtItsWeight() {
    float[] pixels = gaussian(2 * IPC * SHAPE.size(), new Seed(2));
    List<ClassImages> classes = classes(PARTS, REAL, pixels);
    try (Network network = network(Normalization.INSTANCE)) {
      MatchingBatch batch = new MatchingBatch(joint(4), PARTS);
      batch.embedReal(classes, network, 0);
      double without = batch.match(classes, network, 0);
      double once = batch.match(classes, network, 1);
      float[] augmented = new float[pixels.length];
      int[] labels = new int[2 * IPC];
      for (int c = 0; c < 2; c++) {
        classes.get(c).transform().apply(pixels, c * IPC, IPC, SHAPE, augmented);
        Arrays.fill(labels, c * IPC, (c + 1) * IPC, c);
      }
      double sum = network.lossPixelGradient(augmented, labels, 2 * IPC, new float[pixels.length]);

      assertThat(once - without).isCloseTo(sum / IPC, within(1e-4));
      assertThat(batch.match(classes, network, 3) - without).isCloseTo(3 * sum / IPC, within(1e-4));
    }
  }

  @Test
  void match_anyPass_isTheSame() {
    float[] pixels = gaussian(2 * IPC * SHAPE.size(), new Seed(2));
    List<ClassImages> classes = classes(PARTS, REAL, pixels);
    try (Network network = network(Normalization.INSTANCE)) {
      MatchingBatch whole = new MatchingBatch(joint(Integer.MAX_VALUE), PARTS);
      whole.embedReal(classes, network, 0);
      double loss = whole.match(classes, network, 0);
      for (int pass : new int[] {1, 4, 7}) {
        MatchingBatch inPasses = new MatchingBatch(joint(pass), PARTS);
        inPasses.embedReal(classes, network, 0);
        assertThat(inPasses.match(classes, network, 0)).isCloseTo(loss, within(1e-5 * loss));
        assertThat(inPasses.gradient())
            .usingComparatorWithPrecision(1e-5f)
            .containsExactly(whole.gradient());
      }
    }
  }

  @Test
  void match_jointlyUnderBatchNorm_seesOtherClasses() {
    float[] pixels = gaussian(2 * IPC * SHAPE.size(), new Seed(2));
    List<ClassImages> classes = classes(PARTS, REAL, pixels);
    try (Network network = network(Normalization.BATCH)) {
      MatchingBatch batch = new MatchingBatch(joint(Integer.MAX_VALUE), PARTS);
      batch.embedReal(classes, network, 0);
      batch.match(classes, network, 0);
      float before = batch.gradient()[0];
      pixels[pixels.length - 1] += 10; // the other class's
      batch.match(classes, network, 0);

      assertThat(batch.gradient()[0]).isNotEqualTo(before);
    }
  }

  @Test
  void match_realImagesThemselves_hasNoLossAndNoGradient() {
    LabelledImages few = Sets.random(SHAPE, 2 * IPC, "coat", "bag");
    float[] pixels = new float[2 * IPC * SHAPE.size()];
    int[] ordered = IntStream.range(0, 2).flatMap(c -> IntStream.of(few.indicesOf(c))).toArray();
    few.copy(ordered, 0, ordered.length, pixels);
    List<ClassImages> classes = classes(PARTS, few, pixels);
    for (Normalization normalization : List.of(Normalization.INSTANCE, Normalization.BATCH)) {
      try (Network network = network(normalization)) {
        MatchingBatch batch = new MatchingBatch(joint(Integer.MAX_VALUE), PARTS);
        batch.embedReal(classes, network, 1);

        assertThat(batch.match(classes, network, 0)).isCloseTo(0, within(1e-8));
        assertThat(norm(batch.gradient())).isCloseTo(0, within(1e-4));
      }
    }
  }

  @Test
  void step_againstTheSameRealImages_lowersTheLoss() {
    float[] pixels = gaussian(2 * IPC * SHAPE.size(), new Seed(2));
    List<ClassImages> classes = classes(PARTS, REAL, pixels);
    try (Network network = network(Normalization.INSTANCE)) {
      MatchingBatch batch = new MatchingBatch(joint(Integer.MAX_VALUE), PARTS);
      double first = batch.step(classes, network, 0, 0, new PixelSteps(1, 5, 20, 0.5));
      double after = batch.match(classes, network, 0);

      assertThat(after).isLessThan(0.9 * first);
    }
  }

  @Test
  void decode_identity_isNoMapOfItsOwn() {
    float[] image = gaussian(2 * SHAPE.size(), new Seed(9));
    float[] into = new float[3 * SHAPE.size()];
    Decoder.IDENTITY.decode(image, 1, 1, SHAPE, into, 2);

    assertThat(new FloatPixels(into, SHAPE.size()).count()).isEqualTo(3);
    assertThat(into[2 * SHAPE.size()]).isEqualTo(image[SHAPE.size()]);
    assertThat(into[0]).isZero();
  }
}
