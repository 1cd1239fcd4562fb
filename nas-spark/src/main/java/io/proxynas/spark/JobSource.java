package io.proxynas.spark;

import io.proxynas.nas.evaluate.CandidateScorer;
import io.proxynas.nas.evaluate.CandidateTrainer;
import io.proxynas.nas.evaluate.Combination;
import io.proxynas.nas.evaluate.MemoryGuard;
import java.time.Duration;
import java.util.ArrayList;

/**
 * The trainer of a job: its scorers within the executor's memory, combined, within a time limit.
 *
 * @param scorers at least 1
 * @param memory of an executor
 * @param limit of one candidate's time
 */
record JobSource(
    ArrayList<ScorerSource> scorers, Combination combination, ExecutorMemory memory, Duration limit)
    implements TrainerSource {

  @Override
  public CandidateTrainer trainer() {
    CandidateTrainer trainer =
        combination.of(scorers.stream().map(source -> guarded(source.scorer())).toList());
    return new TimeLimit(trainer, limit, TimeLimit.GRACE);
  }

  private CandidateTrainer guarded(CandidateScorer scorer) {
    return new MemoryGuard(scorer, scorer::cost, memory.limit());
  }
}
