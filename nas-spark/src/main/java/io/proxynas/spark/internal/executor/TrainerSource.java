package io.proxynas.spark.internal.executor;

import io.proxynas.nas.candidate.CandidateTrainer;
import java.io.Serializable;

/** Travels to the executors and makes the trainer there. */
@FunctionalInterface
public interface TrainerSource extends Serializable {

  /** The trainer; called for each task, in any executor, and cheap after the first time. */
  CandidateTrainer trainer();
}
