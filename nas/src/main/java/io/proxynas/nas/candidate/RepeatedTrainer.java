package io.proxynas.nas.candidate;

import io.proxynas.engine.architecture.Architecture;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains each candidate several times, by trainers that differ in their seed, and gives the mean of
 * the scores: a noisy ranking becomes less so, for the time of as many trainings.
 *
 * @param seeds at least 1
 */
record RepeatedTrainer(List<? extends CandidateTrainer> seeds) implements CandidateTrainer {

  public RepeatedTrainer {
    seeds = List.copyOf(seeds);
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("training seeds must be at least 1, but were 0");
    }
  }

  @Override
  public CandidateScores train(Architecture architecture) throws InterruptedException {
    List<CandidateScores> scores = new ArrayList<>();
    for (CandidateTrainer trainer : seeds) {
      scores.add(trainer.train(architecture));
    }
    return CandidateScores.mean(scores);
  }
}
