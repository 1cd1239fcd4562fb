package io.proxynas.nas.score;

import io.proxynas.engine.Network;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;

/**
 * Neural architecture search without training (Mellor, Turner, Storkey, Crowley, ICML 2021, arXiv
 * 2006.04647v3, section 3): the code of an image has a bit for each ReLU, which says whether it is
 * active. The score is ln |det K|, where K[i][j] is the number of bits in which the codes of images
 * i and j agree. A network whose codes differ more separates images more easily.
 *
 * <p>Statistics of batch normalisation are the batch's own. Without ReLUs, or where two images have
 * the same code, K is singular and the score −∞.
 */
final class NASWOT implements TrainingFreeScore {

  @Override
  public double of(Network network, ScoringBatch batch) {
    int count = batch.count();
    double[][] kernel = new double[count][count];
    network.rectify(batch.images(), count, values -> addAgreements(values, kernel));
    return logDeterminant(kernel);
  }

  /** Adds the number of equal bits of one ReLU's codes, for each pair of images. */
  private static void addAgreements(float[] values, double[][] kernel) {
    int count = kernel.length;
    int units = values.length / count;
    int words = (units + Long.SIZE - 1) / Long.SIZE;
    long[] codes = new long[count * words];
    for (int i = 0; i < count; i++) {
      for (int u = 0; u < units; u++) {
        if (values[i * units + u] > 0) {
          codes[i * words + u / Long.SIZE] |= 1L << u; // shifts by u modulo 64
        }
      }
    }
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        int differing = 0;
        for (int w = 0; w < words; w++) {
          differing += Long.bitCount(codes[i * words + w] ^ codes[j * words + w]);
        }
        kernel[i][j] += units - differing;
        kernel[j][i] = kernel[i][j];
      }
    }
  }

  /** Of a positive semi-definite matrix; −∞ where it is singular to the precision of doubles. */
  private static double logDeterminant(double[][] kernel) {
    double smallest = kernel.length * Math.ulp(kernel[0][0]);
    try {
      var factor =
          new CholeskyDecomposition(MatrixUtils.createRealMatrix(kernel), 0, smallest).getL();
      double sum = 0;
      for (int i = 0; i < kernel.length; i++) {
        sum += 2 * Math.log(factor.getEntry(i, i));
      }
      return sum;
    } catch (NonPositiveDefiniteMatrixException e) {
      return Double.NEGATIVE_INFINITY;
    }
  }
}
