package io.proxynas.engine.backend;

/**
 * Images of a set that follow one another, which are taken some at a time.
 *
 * @param first of them, at least 0
 * @param count how many, at least 1
 * @param batch how many at a time, at least 1; the last time may have fewer
 */
public record ImageRange(int first, int count, int batch) {

  public ImageRange {
    if (first < 0 || count < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "a range of images must begin at 0 or later and have at least 1 image, at least 1 at a time, but it began at %d and had %d, %d at a time"
              .formatted(first, count, batch));
    }
  }

  /** How often some are taken. */
  public int batches() {
    return (count + batch - 1) / batch;
  }

  /**
   * How many images are taken at a time.
   *
   * @param index of the time, from 0
   */
  public int size(int index) {
    return Math.min(batch, count - index * batch);
  }

  /** Throws if a set has not all of these images. */
  public void requireIn(ResidentImages images) {
    if (first + (long) count > images.count()) {
      throw new IllegalArgumentException(
          "a range must end within the %d images of its set, but was [%d, %d)"
              .formatted(images.count(), first, first + (long) count));
    }
  }
}
