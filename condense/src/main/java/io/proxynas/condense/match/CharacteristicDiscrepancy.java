package io.proxynas.condense.match;

import io.proxynas.train.check.Require;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The distance between the characteristic functions Φ(t) = mean exp(i⟨t, z⟩) of embeddings, z being
 * an embedding divided by its Euclidean norm, at random frequencies t ~ N(0, I) (Wang et al.,
 * "Dataset Distillation with Neural Characteristic Function: A Minmax Perspective", CVPR 2025,
 * arXiv 2502.20653, equations 4 to 6, without the learned sampler of frequencies):
 *
 * <pre>
 *   mean over t of √( α (|Φ| − |Φ'|)² + (1 − α) · 2 (|Φ| |Φ'| − Re Φ Re Φ' − Im Φ Im Φ') )
 * </pre>
 *
 * The first term compares amplitudes, the second phases.
 */
public final class CharacteristicDiscrepancy implements Discrepancy {

  // As in the authors' program: below it, a phase term is a constant, and no norm is divided by.
  private static final double TINY = 1e-12;

  private final int frequencies;
  private final double amplitude;
  private final Side real;
  private final Side synthetic;
  private final float[] cosineGradient;
  private final float[] sineGradient;
  private final float[] angles;
  private int size;
  private float[] byValue = new float[0]; // (size, frequencies)
  private float[] byFrequency = new float[0]; // (frequencies, size)
  private float[] unit = new float[0];
  private float[] row = new float[0];

  /**
   * Draws frequencies at each {@link #start}: value by value of the embedding, each at all
   * frequencies.
   *
   * @param frequencies at least 1
   * @param amplitude α, in [0, 1]
   */
  public CharacteristicDiscrepancy(int frequencies, double amplitude) {
    Require.atLeastOne("the number of frequencies", frequencies);
    Require.that(
        amplitude >= 0 && amplitude <= 1,
        "the weight of amplitudes must be in [0, 1], but was %s",
        amplitude);
    this.frequencies = frequencies;
    this.amplitude = amplitude;
    real = new Side(frequencies);
    synthetic = new Side(frequencies);
    cosineGradient = new float[frequencies];
    sineGradient = new float[frequencies];
    angles = new float[frequencies];
  }

  /** The characteristic function of one side, times the number of images. */
  private static final class Side {
    final double[] cosines;
    final double[] sines;
    int images;

    Side(int frequencies) {
      cosines = new double[frequencies];
      sines = new double[frequencies];
    }

    void clear() {
      Arrays.fill(cosines, 0);
      Arrays.fill(sines, 0);
      images = 0;
    }
  }

  @Override
  public void start(int newSize, RandomGenerator random) {
    size = newSize;
    if (unit.length < size) {
      byValue = new float[Math.multiplyExact(size, frequencies)];
      byFrequency = new float[byValue.length];
      unit = new float[size];
      row = new float[size];
    }
    for (int i = 0; i < size; i++) {
      for (int f = 0; f < frequencies; f++) {
        float t = (float) random.nextGaussian();
        byValue[i * frequencies + f] = t;
        byFrequency[f * size + i] = t;
      }
    }
    real.clear();
  }

  @Override
  public void addReal(float[] rows, int from, int count) {
    add(rows, from, count, real);
  }

  @Override
  public void startSynthetic() {
    synthetic.clear();
  }

  @Override
  public void addSynthetic(float[] rows, int from, int count) {
    add(rows, from, count, synthetic);
  }

  private void add(float[] rows, int from, int count, Side side) {
    for (int n = 0; n < count; n++) {
      project(rows, (from + n) * size);
      for (int f = 0; f < frequencies; f++) {
        side.cosines[f] += Math.cos(angles[f]);
        side.sines[f] += Math.sin(angles[f]);
      }
    }
    side.images += count;
  }

  /**
   * Leaves z in {@link #unit} and ⟨t, z⟩ in {@link #angles}.
   *
   * @return the embedding's norm
   */
  private double project(float[] rows, int offset) {
    double square = 0;
    for (int i = 0; i < size; i++) {
      square += (double) rows[offset + i] * rows[offset + i];
    }
    double norm = Math.max(TINY, Math.sqrt(square));
    Arrays.fill(angles, 0);
    for (int i = 0; i < size; i++) {
      unit[i] = (float) (rows[offset + i] / norm);
      addScaled(unit[i], byValue, i * frequencies, angles, frequencies);
    }
    return norm;
  }

  private static void addScaled(float factor, float[] values, int from, float[] into, int length) {
    for (int k = 0; k < length; k++) {
      into[k] += factor * values[from + k];
    }
  }

  /** Leaves the derivatives with respect to Re Φ' and Im Φ' for {@link #gradient}. */
  @Override
  public double loss() {
    double sum = 0;
    for (int f = 0; f < frequencies; f++) {
      double re = real.cosines[f] / real.images;
      double im = real.sines[f] / real.images;
      double norm = norm(re, im);
      double re2 = synthetic.cosines[f] / synthetic.images;
      double im2 = synthetic.sines[f] / synthetic.images;
      double norm2 = norm(re2, im2);
      double phase = 2 * (norm * norm2 - re * re2 - im * im2);
      double distance =
          Math.sqrt(
              amplitude * (norm2 - norm) * (norm2 - norm)
                  + (1 - amplitude) * Math.max(TINY, phase));
      sum += distance;
      // Half the derivatives of the two terms; those of the norm are re2 / norm2, im2 / norm2.
      double ofNorm = amplitude * (norm2 - norm);
      double ofPhase = phase > TINY ? 1 - amplitude : 0;
      double scale = 1 / (Math.max(TINY, distance) * frequencies * synthetic.images);
      double radial = (ofNorm + ofPhase * norm) / norm2;
      cosineGradient[f] = (float) (scale * (radial * re2 - ofPhase * re));
      sineGradient[f] = (float) (scale * (radial * im2 - ofPhase * im));
    }
    return sum / frequencies;
  }

  private static double norm(double re, double im) {
    return Math.max(TINY, Math.sqrt(re * re + im * im));
  }

  @Override
  public void gradient(float[] rows, int from, int count) {
    for (int n = 0; n < count; n++) {
      int offset = (from + n) * size;
      double norm = project(rows, offset);
      Arrays.fill(row, 0, size, 0);
      for (int f = 0; f < frequencies; f++) {
        double ofAngle =
            sineGradient[f] * Math.cos(angles[f]) - cosineGradient[f] * Math.sin(angles[f]);
        addScaled((float) ofAngle, byFrequency, f * size, row, size);
      }
      throughNormalization(norm, rows, offset);
    }
  }

  /** ∂/∂x = (g − ⟨g, z⟩ z) / ‖x‖ for z = x / ‖x‖. */
  private void throughNormalization(double norm, float[] rows, int offset) {
    double along = 0;
    for (int i = 0; i < size; i++) {
      along += (double) row[i] * unit[i];
    }
    for (int i = 0; i < size; i++) {
      rows[offset + i] = (float) ((row[i] - along * unit[i]) / norm);
    }
  }
}
