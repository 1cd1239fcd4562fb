package io.proxynas.engine;

import io.proxynas.engine.graph.Loss;
import io.proxynas.engine.graph.Loss.Measure;

/**
 * A loss over batches of outputs (count, outputs), with its gradient. Hard labels are classes, soft
 * ones rows of targets; the gradient is that of the mean over images.
 */
final class OutputLoss {

  private final Loss loss;
  private final int outputs;
  private final float[] target;
  private final float[] inner;

  OutputLoss(Loss loss, int outputs) {
    this.loss = loss;
    this.outputs = outputs;
    target = new float[outputs];
    inner = new float[outputs];
  }

  /**
   * Replaces outputs by the gradient; returns the sum of the losses.
   *
   * @throws IllegalArgumentException if a label is not in [0, outputs)
   */
  double gradient(float[] values, int count, int[] labels, int from) {
    requireClasses(labels, from, count, outputs);
    if (loss.measure() == Measure.CROSS_ENTROPY) {
      return SoftmaxCrossEntropy.gradient(values, count, outputs, labels, from);
    }
    double sum = 0;
    for (int n = 0; n < count; n++) {
      int label = labels[from + n];
      target[label] = 1;
      sum += squaredError(values, n * outputs, target, 0, count);
      target[label] = 0;
    }
    return sum;
  }

  /** Replaces outputs by the gradient; returns the sum of the losses. */
  double gradient(float[] values, int count, float[] targets, int from) {
    double sum = 0;
    for (int n = 0; n < count; n++) {
      int row = n * outputs;
      int targetRow = (from + n) * outputs;
      sum +=
          loss.measure() == Measure.CROSS_ENTROPY
              ? SoftmaxCrossEntropy.gradient(values, row, outputs, targets, targetRow, count)
              : squaredError(values, row, targets, targetRow, count);
    }
    return sum;
  }

  /**
   * Refuses labels that are no classes.
   *
   * @throws IllegalArgumentException with one sentence
   */
  static void requireClasses(int[] labels, int from, int count, int classes) {
    for (int i = from; i < from + count; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "a label must be in [0, %d), but label %d was %d".formatted(classes, i, labels[i]));
      }
    }
  }

  /** Replaces outputs by predictions. */
  void predict(float[] values, int count) {
    for (int n = 0; n < count; n++) {
      link(values, n * outputs);
    }
  }

  private void link(float[] values, int row) {
    switch (loss.link()) {
      case IDENTITY -> {}
      case SOFTMAX -> SoftmaxCrossEntropy.softmax(values, row, outputs, 0);
      case SIGMOID -> {
        for (int i = row; i < row + outputs; i++) {
          values[i] = (float) (1 / (1 + Math.exp(-values[i])));
        }
      }
      case TANH -> {
        for (int i = row; i < row + outputs; i++) {
          values[i] = (float) Math.tanh(values[i]);
        }
      }
    }
  }

  /** The mean over outputs of (p − t)²; its gradient goes back through the link. */
  private double squaredError(float[] values, int row, float[] targets, int targetRow, int count) {
    link(values, row);
    double sum = 0;
    double projection = 0;
    for (int i = 0; i < outputs; i++) {
      float p = values[row + i];
      float distance = p - targets[targetRow + i];
      sum += (double) distance * distance;
      inner[i] = 2 * distance / outputs / count;
      projection += (double) inner[i] * p;
    }
    for (int i = 0; i < outputs; i++) {
      float p = values[row + i];
      values[row + i] =
          switch (loss.link()) {
            case IDENTITY -> inner[i];
            case SIGMOID -> inner[i] * p * (1 - p);
            case TANH -> inner[i] * (1 - p * p);
            case SOFTMAX -> p * (inner[i] - (float) projection);
          };
    }
    return sum / outputs;
  }
}
