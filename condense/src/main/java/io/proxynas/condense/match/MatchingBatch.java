package io.proxynas.condense.match;

import io.proxynas.engine.Network;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.augment.Transform;
import java.util.Arrays;
import java.util.List;

/**
 * Some classes that are matched together: the sum of their discrepancies, and its gradient. Buffers
 * are made once and used for every step of one worker.
 *
 * <p>The images of one side go through the network in passes of bounded size, or all in one. Where
 * synthetic images need several passes, they are embedded twice: before the gradient of one, the
 * sums of all must be known.
 */
final class MatchingBatch {

  private final Size size;
  private final Decoder decoder;
  private final Discrepancy[] discrepancies;
  private final float[] real;
  private final float[] augmentedReal;
  private final int[] realEnds;
  private final float[] synthetic;
  private final float[] augmentedSynthetic;
  private final int[] syntheticEnds;
  private final float[] gradient;
  private final int[] labels;
  private float[] ofCrossEntropy = new float[0];
  private float[] rows = new float[0];

  /**
   * How large a batch is.
   *
   * @param image shape of one image
   * @param classes in the batch
   * @param realBatch most real images of one class
   * @param imagesPerClass stored images of one class
   * @param realPass most real images in one pass
   * @param syntheticPass most synthetic images in one pass
   */
  record Size(
      ImageShape image,
      int classes,
      int realBatch,
      int imagesPerClass,
      int realPass,
      int syntheticPass) {

    // Few enough for a worker's activations to stay in its cache, and to divide the usual batches.
    private static final int REAL_PASS = 32;
    private static final int SYNTHETIC_PASS = 100;

    /** One class at a time, in passes of bounded size. */
    static Size single(ImageShape image, int realBatch, int imagesPerClass) {
      return new Size(image, 1, realBatch, imagesPerClass, REAL_PASS, SYNTHETIC_PASS);
    }

    /** All classes in one pass, so that the statistics of the batch see every class. */
    static Size joint(ImageShape image, int classes, int realBatch, int imagesPerClass) {
      return new Size(
          image, classes, realBatch, imagesPerClass, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
  }

  /** What is done with embeddings of one class. */
  @FunctionalInterface
  private interface Use {
    void of(Discrepancy discrepancy, float[] rows, int from, int count);
  }

  MatchingBatch(Size size, MatchingParts parts) {
    this.size = size;
    decoder = parts.decoder();
    discrepancies = new Discrepancy[size.classes()];
    Arrays.setAll(discrepancies, c -> parts.discrepancy().get());
    real = images(size.realBatch());
    augmentedReal = new float[real.length];
    realEnds = new int[size.classes()];
    int each = size.imagesPerClass() * decoder.imagesEach();
    synthetic = images(each);
    augmentedSynthetic = new float[synthetic.length];
    syntheticEnds = new int[size.classes()];
    Arrays.setAll(syntheticEnds, c -> (c + 1) * each);
    gradient = images(size.imagesPerClass());
    labels = new int[size.classes() * each];
  }

  private float[] images(int each) {
    return new float[Math.multiplyExact(size.classes() * each, size.image().size())];
  }

  /**
   * Matches the classes by one embedding: some steps of gradient descent against the same real
   * images.
   *
   * @param crossEntropy its weight in the loss
   * @return the loss before the first step
   */
  double step(
      List<ClassImages> classes,
      Network network,
      double crossEntropy,
      int iteration,
      PixelSteps steps) {
    embedReal(classes, network, iteration);
    double loss = Double.NaN;
    for (int step = 0; step < steps.pixelSteps(); step++) {
      double before = match(classes, network, crossEntropy);
      loss = step == 0 ? before : loss;
      int values = size.imagesPerClass() * size.image().size();
      for (int c = 0; c < classes.size(); c++) {
        classes.get(c).descend(gradient, c * values, steps);
      }
    }
    return loss;
  }

  /** After {@link #match}: the gradient of the loss with respect to the stored images. */
  float[] gradient() {
    return gradient;
  }

  /** Draws real images of each class and embeds them. */
  void embedReal(List<ClassImages> classes, Network network, int iteration) {
    int end = 0;
    for (int c = 0; c < classes.size(); c++) {
      ClassImages images = classes.get(c);
      int count = images.draw(iteration, real, end);
      images.transform().apply(real, end, count, size.image(), augmentedReal);
      discrepancies[c].start(network.embeddingSize(), images.random());
      end += count;
      realEnds[c] = end;
    }
    embed(network, augmentedReal, realEnds, size.realPass(), Discrepancy::addReal);
  }

  /**
   * The loss of the synthetic images as they are; leaves its gradient.
   *
   * @param crossEntropy weight of each class's mean cross-entropy
   */
  double match(List<ClassImages> classes, Network network, double crossEntropy) {
    for (int c = 0; c < classes.size(); c++) {
      int from = start(syntheticEnds, c);
      int count = syntheticEnds[c] - from;
      Arrays.fill(labels, from, syntheticEnds[c], classes.get(c).label());
      classes.get(c).decode(synthetic, from);
      classes.get(c).transform().apply(synthetic, from, count, size.image(), augmentedSynthetic);
      discrepancies[c].startSynthetic();
    }
    double loss = embedSynthetic(network, crossEntropy);
    for (int c = 0; c < classes.size(); c++) {
      pixelGradient(c, classes.get(c).transform());
    }
    return loss;
  }

  /** Leaves the gradient with respect to the augmented images in their place. */
  private double embedSynthetic(Network network, double crossEntropy) {
    int total = syntheticEnds[syntheticEnds.length - 1];
    boolean onePass = total <= size.syntheticPass();
    if (onePass) {
      network.embedForGradient(augmentedSynthetic, 0, total, rows(network, total), 0);
      use(syntheticEnds, 0, total, Discrepancy::addSynthetic);
    } else {
      embed(
          network,
          augmentedSynthetic,
          syntheticEnds,
          size.syntheticPass(),
          Discrepancy::addSynthetic);
    }
    double loss = 0;
    for (Discrepancy discrepancy : discrepancies) {
      loss += discrepancy.loss();
    }
    for (int from = 0; from < total; ) {
      int count = Math.min(size.syntheticPass(), total - from);
      int offset = from * size.image().size();
      if (!onePass) {
        network.embedForGradient(augmentedSynthetic, offset, count, rows(network, count), 0);
      }
      use(syntheticEnds, from, count, Discrepancy::gradient);
      if (crossEntropy > 0) {
        loss += crossEntropy(network, from, count, crossEntropy);
      }
      network.pixelGradient(rows, 0, count, augmentedSynthetic, offset);
      if (crossEntropy > 0) {
        addCrossEntropyGradient(offset, count);
      }
      from += count;
    }
    return loss;
  }

  /**
   * The weighted mean cross-entropies of some synthetic images; leaves their gradient in a buffer,
   * since the images are still needed.
   */
  private double crossEntropy(Network network, int from, int count, double weight) {
    int values = count * size.image().size();
    if (ofCrossEntropy.length < values) {
      ofCrossEntropy = new float[values];
    }
    double sum = network.lossPixelGradient(augmentedSynthetic, labels, from, count, ofCrossEntropy);
    double share = weight / syntheticEnds[0]; // of each image; every class has as many
    float scale = (float) (share * count); // the network's gradient is that of the mean
    for (int i = 0; i < values; i++) {
      ofCrossEntropy[i] *= scale;
    }
    return share * sum;
  }

  private void addCrossEntropyGradient(int offset, int count) {
    int values = count * size.image().size();
    for (int i = 0; i < values; i++) {
      augmentedSynthetic[offset + i] += ofCrossEntropy[i];
    }
  }

  private void pixelGradient(int c, Transform transform) {
    int from = start(syntheticEnds, c);
    transform.adjoint(augmentedSynthetic, from, syntheticEnds[c] - from, size.image(), synthetic);
    int stored = size.imagesPerClass();
    decoder.adjoint(synthetic, from, stored, size.image(), gradient, c * stored);
  }

  private void embed(Network network, float[] images, int[] ends, int pass, Use use) {
    int total = ends[ends.length - 1];
    for (int from = 0; from < total; ) {
      int count = Math.min(pass, total - from);
      network.embed(images, from * size.image().size(), count, rows(network, count), 0);
      use(ends, from, count, use);
      from += count;
    }
  }

  /** Hands the rows of a pass to the classes that they belong to. */
  private void use(int[] ends, int from, int count, Use use) {
    for (int c = 0; c < ends.length; c++) {
      int first = Math.max(from, start(ends, c));
      int last = Math.min(from + count, ends[c]);
      if (first < last) {
        use.of(discrepancies[c], rows, first - from, last - first);
      }
    }
  }

  private static int start(int[] ends, int c) {
    return c == 0 ? 0 : ends[c - 1];
  }

  private float[] rows(Network network, int count) {
    int values = Math.multiplyExact(count, network.embeddingSize());
    if (rows.length < values) {
      rows = new float[values];
    }
    return rows;
  }
}
