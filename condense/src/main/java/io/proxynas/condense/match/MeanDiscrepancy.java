package io.proxynas.condense.match;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The squared distance between the mean embeddings, ‖ mean ψ(real) − mean ψ(synthetic) ‖² (Zhao and
 * Bilen, arXiv 2110.04181, equation 5).
 */
public final class MeanDiscrepancy implements Discrepancy {

  private int size;
  private double[] real = new double[0];
  private double[] synthetic = new double[0];
  private int reals;
  private int synthetics;

  @Override
  public void start(int newSize, RandomGenerator random) {
    size = newSize;
    if (real.length < size) {
      real = new double[size];
      synthetic = new double[size];
    }
    Arrays.fill(real, 0, size, 0);
    reals = 0;
  }

  @Override
  public void addReal(float[] rows, int from, int count) {
    add(rows, from, count, real);
    reals += count;
  }

  @Override
  public void startSynthetic() {
    Arrays.fill(synthetic, 0, size, 0);
    synthetics = 0;
  }

  @Override
  public void addSynthetic(float[] rows, int from, int count) {
    add(rows, from, count, synthetic);
    synthetics += count;
  }

  private void add(float[] rows, int from, int count, double[] sum) {
    for (int n = 0; n < count; n++) {
      int row = (from + n) * size;
      for (int i = 0; i < size; i++) {
        sum[i] += rows[row + i];
      }
    }
  }

  @Override
  public double loss() {
    double loss = 0;
    for (int i = 0; i < size; i++) {
      double difference = difference(i);
      loss += difference * difference;
    }
    return loss;
  }

  /** The same for every image: 2 (mean synthetic − mean real) / images. */
  @Override
  public void gradient(float[] rows, int from, int count) {
    int first = from * size;
    for (int i = 0; i < size; i++) {
      rows[first + i] = (float) (2 * difference(i) / synthetics);
    }
    for (int n = 1; n < count; n++) {
      System.arraycopy(rows, first, rows, first + n * size, size);
    }
  }

  private double difference(int i) {
    return synthetic[i] / synthetics - real[i] / reals;
  }
}
