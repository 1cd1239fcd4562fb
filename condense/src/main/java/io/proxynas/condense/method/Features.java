package io.proxynas.condense.method;

/**
 * What a network makes of images: the values before its last layer.
 *
 * @param values (N, D) float32, one row an image
 * @param size D, at least 1
 */
public record Features(float[] values, int size) {

  /** Checks that the values are whole rows. */
  public Features {
    if (size < 1 || values.length % size != 0) {
      throw new IllegalArgumentException(
          "the number of values must be a multiple of the size %d, but was %d"
              .formatted(size, values.length));
    }
  }

  /** The number of images N. */
  public int count() {
    return values.length / size;
  }

  /** The mean of all rows, (D). */
  public double[] mean() {
    double[] mean = new double[size];
    for (int row = 0; row < count(); row++) {
      add(row, mean);
    }
    for (int i = 0; i < size; i++) {
      mean[i] /= count();
    }
    return mean;
  }

  /** Adds a row to a sum, (D). */
  void add(int row, double[] sum) {
    int start = row * size;
    for (int i = 0; i < size; i++) {
      sum[i] += values[start + i];
    }
  }

  /** One row, (D). */
  public double[] row(int row) {
    double[] result = new double[size];
    add(row, result);
    return result;
  }

  /** The squared Euclidean distance of a row from a point, (D). */
  public double squaredDistance(int row, double[] point) {
    int start = row * size;
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double difference = values[start + i] - point[i];
      sum += difference * difference;
    }
    return sum;
  }
}
