package io.proxynas.spark.internal.executor;

import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.candidate.Fidelity;
import io.proxynas.nas.candidate.LadderTrainer;
import io.proxynas.nas.candidate.MemoryGuard;
import java.time.Duration;
import java.util.ArrayList;

/**
 * The trainer of a job: its fidelities within the executor's memory, within a time limit.
 *
 * @param fidelities at least 1
 * @param memory of an executor
 * @param limit of one candidate's time
 */
public record JobSource(ArrayList<FidelitySource> fidelities, ExecutorMemory memory, Duration limit)
    implements TrainerSource {

  @Override
  public CandidateTrainer trainer() {
    CandidateTrainer trainer =
        new LadderTrainer(fidelities.stream().map(source -> guarded(source.fidelity())).toList());
    return new TimeLimit(trainer, limit, TimeLimit.GRACE);
  }

  private CandidateTrainer guarded(Fidelity fidelity) {
    return new MemoryGuard(fidelity.trainer(), fidelity::demand, memory.limit());
  }
}
