package io.proxynas.nas.calibrate;

/**
 * An opinion on all candidates before any truth: the mean around which a process is fitted.
 *
 * @param values (n), one a candidate, standardised; larger is believed better
 * @param mass its share of the belief before any truth, not normalised
 * @param isEmpty whether it has no opinion, so that there is no slope to learn
 */
record Prior(double[] values, double mass, boolean isEmpty) {

  /** No opinion. */
  static Prior none(int candidates) {
    return new Prior(new double[candidates], 1, true);
  }

  /** The mean of some standardised columns of equal lengths, standardised again. */
  static Prior mean(double[][] columns, double mass) {
    double[] mean = new double[columns[0].length];
    for (double[] column : columns) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += column[i];
      }
    }
    return new Prior(NormalScores.standardised(mean), mass, false);
  }

  /** The values of some candidates. */
  double[] at(int[] candidates) {
    double[] some = new double[candidates.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = values[candidates[i]];
    }
    return some;
  }
}
