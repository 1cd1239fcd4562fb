package io.proxynas.spark;

import io.proxynas.nas.evaluate.CandidateTrainer;
import java.io.Serializable;

/** Travels to the executors and makes the trainer there. */
@FunctionalInterface
interface TrainerSource extends Serializable {

  /** The trainer; called for each task, in any executor, and cheap after the first time. */
  CandidateTrainer trainer();
}
