package io.proxynas.engine.internal.updater;

/** Indices of the flat vector, from the first to before the last. */
record Range(int from, int to) {

  int length() {
    return to - from;
  }

  /** The Euclidean norm of the values in this range. */
  double norm(float[] values) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) values[i] * values[i];
    }
    return Math.sqrt(sum);
  }

  void scale(float[] values, float factor) {
    for (int i = from; i < to; i++) {
      values[i] *= factor;
    }
  }
}
