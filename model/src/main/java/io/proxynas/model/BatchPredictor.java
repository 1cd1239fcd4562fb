package io.proxynas.model;

import io.proxynas.train.check.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Predicts images that come one by one, many at a time, and tells of them in their order.
 *
 * @param <K> what an image is known by
 */
public final class BatchPredictor<K> {

  private static final int LARGEST = 64;

  private final Predictor predictor;
  private final BiConsumer<K, float[]> results;
  private final float[] images; // (batch, C, H, W) in [0, 1]
  private final int batch;
  private final List<K> waiting = new ArrayList<>();

  /**
   * For so many images.
   *
   * @param predictor of images of bytes
   * @param count of the images that will come at most, at least 1
   * @param results hears what an image is known by and its class probabilities
   * @throws IllegalArgumentException with one sentence if the predictor takes other images
   */
  public BatchPredictor(Predictor predictor, int count, BiConsumer<K, float[]> results) {
    Require.atLeastOne("the number of images", count);
    Require.that(
        predictor.trainedOn().scale() == PixelScale.UNIT,
        "a model must be trained on images of bytes to be given such, but %s was trained on images"
            + " %s",
        predictor.architecture(),
        predictor.trainedOn().scale().word());
    this.predictor = predictor;
    this.results = results;
    batch = Math.min(count, LARGEST);
    images = new float[batch * predictor.shape().size()];
  }

  /**
   * One more image.
   *
   * @param key what it is known by
   * @param image (C, H, W), unsigned bytes
   */
  public void add(K key, byte[] image) {
    int size = predictor.shape().size();
    Require.that(
        image.length == size, "an image must have %d values, but has %d", size, image.length);
    int offset = waiting.size() * size;
    for (int i = 0; i < size; i++) {
      images[offset + i] = (image[i] & 0xff) / 255f;
    }
    waiting.add(key);
    if (waiting.size() == batch) {
      flush();
    }
  }

  /** Predicts those that wait; to be called after the last. */
  public void flush() {
    if (waiting.isEmpty()) {
      return;
    }
    int classes = predictor.trainedOn().classNames().size();
    // Always as many, for another number costs the engine a compilation.
    float[] probabilities = predictor.probabilities(images, batch);
    for (int i = 0; i < waiting.size(); i++) {
      results.accept(
          waiting.get(i), Arrays.copyOfRange(probabilities, i * classes, (i + 1) * classes));
    }
    waiting.clear();
  }
}
