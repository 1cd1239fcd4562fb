package io.proxynas.experiments.feature;

/**
 * What t-SNE minimises: the divergence of a map from the points, by the definitions of van der
 * Maaten and Hinton (JMLR 9, 2008), equations 1 to 5, without any approximation.
 */
final class ExactDivergence {

  private ExactDivergence() {}

  /** KL(P ‖ Q) in nats. */
  static double of(double[][] points, double[][] map, double perplexity) {
    int n = points.length;
    double[][] conditional = new double[n][];
    for (int i = 0; i < n; i++) {
      conditional[i] = conditional(points, i, perplexity);
    }
    double total = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        total += i == j ? 0 : student(map, i, j);
      }
    }
    double divergence = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double p = (conditional[i][j] + conditional[j][i]) / (2 * n);
        if (i != j && p > 0) {
          divergence += p * Math.log(p / (student(map, i, j) / total));
        }
      }
    }
    return divergence;
  }

  /** p(j | i), whose entropy is that of the perplexity; by bisection of the precision. */
  private static double[] conditional(double[][] points, int i, double perplexity) {
    int n = points.length;
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double precision = 1;
    double[] p = new double[n];
    for (int step = 0; step < 200; step++) {
      double sum = 0;
      double weighted = 0;
      for (int j = 0; j < n; j++) {
        double distance = squared(points[i], points[j]);
        p[j] = i == j ? 0 : Math.exp(-distance * precision);
        sum += p[j];
        weighted += distance * p[j];
      }
      double entropy = Math.log(sum) + precision * weighted / sum;
      for (int j = 0; j < n; j++) {
        p[j] /= sum;
      }
      if (entropy > Math.log(perplexity)) {
        low = precision;
        precision = Double.isInfinite(high) ? 2 * precision : (low + high) / 2;
      } else {
        high = precision;
        precision = (low + high) / 2;
      }
    }
    return p;
  }

  private static double student(double[][] map, int i, int j) {
    return 1 / (1 + squared(map[i], map[j]));
  }

  static double squared(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += (a[d] - b[d]) * (a[d] - b[d]);
    }
    return sum;
  }
}
