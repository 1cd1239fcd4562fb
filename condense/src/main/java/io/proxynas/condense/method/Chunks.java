package io.proxynas.condense.method;

/**
 * A batch cut into parts of nearly equal size, few enough images each for a worker's activations to
 * stay in its cache. The cut depends on the batch alone, so that sums over parts have the same bits
 * at any number of workers.
 *
 * @param images in the batch, at least 1
 */
record Chunks(int images) {

  /** The most images of a chunk. */
  static final int LARGEST = 32;

  /** The number of chunks. */
  int count() {
    return (images + LARGEST - 1) / LARGEST;
  }

  /** The first image of a chunk. */
  int start(int chunk) {
    return (int) ((long) chunk * images / count());
  }

  /** The images of a chunk. */
  int size(int chunk) {
    return start(chunk + 1) - start(chunk);
  }

  /** A chunk's weight in a mean over all images. */
  float weight(int chunk) {
    return (float) size(chunk) / images;
  }

  /** Adds a chunk's mean to the mean over all images. */
  void addTo(float[] mean, int chunk, float[] chunkMean) {
    float weight = weight(chunk);
    for (int i = 0; i < mean.length; i++) {
      mean[i] += weight * chunkMean[i];
    }
  }
}
