package io.proxynas.nas.calibrate;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.DecompositionSolver;

/**
 * A Gaussian process at the m observed candidates: y = f + ε with the covariance C = K + σ² I
 * (Rasmussen, Williams, Gaussian Processes for Machine Learning, MIT Press 2006, algorithm 2.1).
 */
final class GaussianProcess {

  private final DecompositionSolver solver;

  /** (m, m), lower triangular: C = L Lᵀ. */
  private final double[][] lower;

  /**
   * Decomposes C.
   *
   * @param covariance K, (m, m), symmetric, positive semi-definite; it is not changed
   * @param noise σ², above 0
   */
  GaussianProcess(double[][] covariance, double noise) {
    Array2DRowRealMatrix noisy = new Array2DRowRealMatrix(covariance);
    for (int i = 0; i < covariance.length; i++) {
      noisy.addToEntry(i, i, noise);
    }
    CholeskyDecomposition decomposition = new CholeskyDecomposition(noisy);
    solver = decomposition.getSolver();
    lower = decomposition.getL().getData();
  }

  /** C⁻¹ b. */
  double[] solve(double[] b) {
    return solver.solve(new ArrayRealVector(b, false)).toArray();
  }

  /** ln |C|. */
  double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < lower.length; i++) {
      sum += 2 * Math.log(lower[i][i]);
    }
    return sum;
  }

  /** kᵀ C⁻¹ k: by how much the variance of a candidate falls whose covariances are k, (m). */
  double explained(double[] k) {
    double[] solved = new double[k.length];
    double sum = 0;
    for (int i = 0; i < k.length; i++) {
      double rest = k[i];
      for (int j = 0; j < i; j++) {
        rest -= lower[i][j] * solved[j];
      }
      solved[i] = rest / lower[i][i];
      sum += solved[i] * solved[i];
    }
    return sum;
  }
}
