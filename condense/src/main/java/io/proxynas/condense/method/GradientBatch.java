package io.proxynas.condense.method;

import io.proxynas.engine.MixedDerivative;
import io.proxynas.engine.Network;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.augment.Transform;
import java.util.Arrays;

/**
 * A batch of real and the synthetic images of one class, and the distance between the gradients
 * that they give the weights, with its own gradient. Buffers are made once and used for every class
 * and step of one worker.
 *
 * <p>With D the distance, g the synthetic images' gradient of the loss L with respect to the
 * weights θ, and v = ∂D/∂g, the gradient of D is ∂⟨v, ∂L/∂θ⟩/∂x: a {@link MixedDerivative}.
 */
final class GradientBatch {

  private final Network network;
  private final ImageShape shape;
  private final int imagesPerClass;
  private final GradientDistance distance;
  private final MixedDerivative mixed;
  private final int[] labels = new int[Chunks.LARGEST];
  private final float[] chunkImages;
  private final float[] chunkPixels;
  private final float[] chunkGradient;
  private final float[] real;
  private final float[] augmentedReal;
  private final float[] synthetic;
  private final float[] augmented;
  private final float[] augmentedGradient;
  private final float[] gradient;
  private final float[] realGradient;
  private final float[] syntheticGradient;
  private final float[] direction;

  GradientBatch(Network network, ImageShape shape, int realBatch, int imagesPerClass) {
    this.network = network;
    this.shape = shape;
    this.imagesPerClass = imagesPerClass;
    distance = new GradientDistance(network.layout());
    mixed = new MixedDerivative(network, Chunks.LARGEST);
    chunkImages = new float[Chunks.LARGEST * shape.size()];
    chunkPixels = new float[chunkImages.length];
    real = new float[realBatch * shape.size()];
    augmentedReal = new float[real.length];
    synthetic = new float[imagesPerClass * shape.size()];
    augmented = new float[synthetic.length];
    augmentedGradient = new float[synthetic.length];
    gradient = new float[synthetic.length];
    chunkGradient = new float[(int) network.parameters()];
    realGradient = new float[chunkGradient.length];
    syntheticGradient = new float[chunkGradient.length];
    direction = new float[chunkGradient.length];
  }

  /** Where the caller puts the real images. */
  float[] real() {
    return real;
  }

  /** Where the caller puts the synthetic images. */
  float[] synthetic() {
    return synthetic;
  }

  /** After {@link #match}: the gradient of the distance with respect to the synthetic pixels. */
  float[] gradient() {
    return gradient;
  }

  /**
   * The distance between the gradients of both sides, under one augmentation of both.
   *
   * @param label of all images
   * @param count real images
   */
  double match(int label, int count, Transform transform) {
    Arrays.fill(labels, label);
    transform.apply(real, 0, count, shape, augmentedReal);
    weightGradient(augmentedReal, count, realGradient);
    transform.apply(synthetic, 0, imagesPerClass, shape, augmented);
    weightGradient(augmented, imagesPerClass, syntheticGradient);
    double value = distance.derive(syntheticGradient, realGradient, direction);
    pixelGradient();
    transform.adjoint(augmentedGradient, 0, imagesPerClass, shape, gradient);
    return value;
  }

  /** The gradient of the mean loss with respect to the weights. */
  private void weightGradient(float[] images, int count, float[] into) {
    Chunks chunks = new Chunks(count);
    Arrays.fill(into, 0);
    for (int chunk = 0; chunk < chunks.count(); chunk++) {
      take(images, chunks, chunk);
      network.weightGradient(chunkImages, labels, chunks.size(chunk), chunkGradient);
      chunks.addTo(into, chunk, chunkGradient);
    }
  }

  /** The gradient of the distance with respect to the augmented synthetic images. */
  private void pixelGradient() {
    Chunks chunks = new Chunks(imagesPerClass);
    for (int chunk = 0; chunk < chunks.count(); chunk++) {
      take(augmented, chunks, chunk);
      mixed.along(direction, chunkImages, labels, chunks.size(chunk), chunkPixels);
      int from = chunks.start(chunk) * shape.size();
      float weight = chunks.weight(chunk);
      for (int i = 0; i < chunks.size(chunk) * shape.size(); i++) {
        augmentedGradient[from + i] = weight * chunkPixels[i];
      }
    }
  }

  private void take(float[] images, Chunks chunks, int chunk) {
    int size = shape.size();
    System.arraycopy(images, chunks.start(chunk) * size, chunkImages, 0, chunks.size(chunk) * size);
  }
}
