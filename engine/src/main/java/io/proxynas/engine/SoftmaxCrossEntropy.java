package io.proxynas.engine;

/** Softmax followed by multi-class cross-entropy, with the gradient of both together. */
final class SoftmaxCrossEntropy {

  private SoftmaxCrossEntropy() {}

  /**
   * Replaces the logits of a batch by the gradient of the mean loss.
   *
   * @param logits (count, classes); afterwards (softmax − one-hot) / count
   * @param labels the class of each image
   * @param from the first label
   * @return the sum of the losses, in nats
   */
  static double gradient(float[] logits, int count, int classes, int[] labels, int from) {
    double loss = 0;
    for (int n = 0; n < count; n++) {
      int row = n * classes;
      int label = labels[from + n];
      loss += softmax(logits, row, classes, label);
      logits[row + label] -= 1;
      for (int c = 0; c < classes; c++) {
        logits[row + c] /= count;
      }
    }
    return loss;
  }

  /**
   * Replaces one row of logits by its part of the gradient of the mean loss, softmax − target over
   * the count.
   *
   * @param targets probabilities of the classes, from {@code targetRow}
   * @return −Σ t ln p, in nats
   */
  static double gradient(
      float[] logits, int row, int classes, float[] targets, int targetRow, int count) {
    double weighted = 0;
    double total = 0;
    for (int c = 0; c < classes; c++) {
      weighted += (double) targets[targetRow + c] * (logits[row + c] - logits[row]);
      total += targets[targetRow + c];
    }
    // −ln p of class 0, from which those of the others differ as the logits do.
    double first = softmax(logits, row, classes, 0);
    for (int c = 0; c < classes; c++) {
      logits[row + c] = (logits[row + c] - targets[targetRow + c]) / count;
    }
    return total * first - weighted;
  }

  /** Replaces one row of logits by probabilities; returns −ln p of the label. */
  static double softmax(float[] logits, int row, int classes, int label) {
    float max = logits[row];
    for (int c = 1; c < classes; c++) {
      max = Math.max(max, logits[row + c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += Math.exp(logits[row + c] - max);
    }
    double loss = Math.log(sum) - (logits[row + label] - max);
    for (int c = 0; c < classes; c++) {
      logits[row + c] = (float) (Math.exp(logits[row + c] - max) / sum);
    }
    return loss;
  }
}
