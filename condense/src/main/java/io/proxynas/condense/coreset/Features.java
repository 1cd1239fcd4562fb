package io.proxynas.condense.coreset;

import io.proxynas.train.check.Require;
import java.util.Arrays;

/**
 * What a network makes of images: the values before its last layer.
 *
 * @param values (N, D) float32, one row an image
 * @param size D, at least 1
 */
public record Features(float[] values, int size) {

  /** Checks that the values are whole rows. */
  public Features {
    Require.that(
        size >= 1 && values.length % size == 0,
        "the number of values must be a multiple of the size %d, but was %d",
        size,
        values.length);
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

  /** Some of the images, in the order of the rows given. */
  public Features select(int... rows) {
    float[] selected = new float[rows.length * size];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * size, selected, i * size, size);
    }
    return new Features(selected, size);
  }

  /** These images, and then more. */
  public Features and(Features more) {
    Require.that(
        more.size == size, "features must have the same size, but had %d and %d", size, more.size);
    float[] both = Arrays.copyOf(values, values.length + more.values.length);
    System.arraycopy(more.values, 0, both, values.length, more.values.length);
    return new Features(both, size);
  }
}
