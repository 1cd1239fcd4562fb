package io.proxynas.eval.table;

import io.proxynas.nas.score.FreeScore;

/**
 * The names of a table's columns. Those of a training begin with its name; an epoch, from 1, stands
 * at the end. What ends in {@code :seconds} is a time.
 */
public final class TableColumns {

  /** The id of the network. */
  public static final String ARCHITECTURE = "architecture";

  /** Trainable values. */
  public static final String PARAMETERS = "parameters";

  /** Floating-point operations of one image's forward pass. */
  public static final String FLOPS = "flops";

  /** The time of all training-free scores. */
  public static final String FREE_SECONDS = "free:seconds";

  /** Whether the network was measured, or why a training failed. */
  public static final String STATUS = "status";

  private TableColumns() {}

  /** What was chosen for a decision of the space, in words. */
  public static String decision(String name) {
    return "decision:" + name;
  }

  /** A training-free score; empty where a network has none. */
  public static String free(FreeScore score) {
    return score.word();
  }

  /** The time of a training-free score alone. */
  public static String freeSeconds(FreeScore score) {
    return score.word() + ":seconds";
  }

  /** The fraction right of the scoring half of the validation images. */
  public static String accuracy(String training, int epoch) {
    return training + ":accuracy@" + epoch;
  }

  /** The mean cross-entropy on the scoring half, in nats. */
  public static String validationLoss(String training, int epoch) {
    return training + ":validation-loss@" + epoch;
  }

  /** The mean cross-entropy over the steps of the epoch, in nats. */
  public static String trainingLoss(String training, int epoch) {
    return training + ":training-loss@" + epoch;
  }

  /** The fraction right of the judging half; of trainings on the full data. */
  public static String truth(String training, int epoch) {
    return training + ":truth@" + epoch;
  }

  /** The time of a training with its scoring. */
  public static String seconds(String training) {
    return training + ":seconds";
  }

  /** The part of it that it would not have taken without scores before its last epoch. */
  public static String curveSeconds(String training) {
    return training + ":curve:seconds";
  }
}
