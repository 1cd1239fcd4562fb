package io.proxynas.arbiter.internal.network;

import java.io.Serializable;
import java.util.List;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's evaluation, which also counts the mean cross-entropy in nats. */
public final class AccuracyAndLoss extends Evaluation {

  private static final long serialVersionUID = 1;

  private double sum;
  private long count;

  AccuracyAndLoss() {}

  @Override
  public void eval(
      INDArray labels,
      INDArray predictions,
      INDArray mask,
      List<? extends Serializable> recordMetaData) {
    super.eval(labels, predictions, mask, recordMetaData);
    float[] targets = labels.dup('c').data().asFloat();
    float[] probabilities = predictions.dup('c').data().asFloat();
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] > 0) {
        // The smallest normal float keeps the loss of a sure and wrong network finite.
        sum -= targets[i] * Math.log(Math.max(Float.MIN_NORMAL, probabilities[i]));
      }
    }
    count += labels.size(0);
  }

  /** Mean cross-entropy. */
  public double loss() {
    return sum / count;
  }
}
