package io.proxynas.nas.score;

import io.proxynas.engine.Network;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;

/**
 * The covariance of the batch's Jacobian (Mellor, Turner, Storkey, Crowley, "Neural architecture
 * search without training", arXiv 2006.04647v1; jacob_cov of Abdelfattah et al., arXiv 2101.08134):
 * with σ the eigenvalues of the correlations of the images' pixel gradients,
 *
 * <pre>
 *   −Σ ln(σᵢ + k) + 1/(σᵢ + k),   k = 1e-5
 * </pre>
 *
 * <p>It is largest where the gradients are uncorrelated, as if the network were another function at
 * each image. −∞ where an image's gradient is the same at all pixels.
 */
final class JacobianCovariance implements TrainingFreeScore {

  private static final double K = 1e-5;

  @Override
  public double of(Network network, ScoringBatch batch) {
    int[] all = IntStream.range(0, batch.count()).toArray();
    return score(BatchJacobian.of(network, batch).correlations(all));
  }

  /** The score of a matrix of correlations. */
  static double score(double[][] correlations) {
    if (Arrays.stream(correlations).flatMapToDouble(Arrays::stream).anyMatch(Double::isNaN)) {
      return Double.NEGATIVE_INFINITY;
    }
    double[] eigenvalues =
        new EigenDecomposition(MatrixUtils.createRealMatrix(correlations)).getRealEigenvalues();
    // None is negative but for rounding.
    return -Arrays.stream(eigenvalues)
        .map(value -> Math.max(value, 0) + K)
        .map(value -> Math.log(value) + 1 / value)
        .sum();
  }
}
