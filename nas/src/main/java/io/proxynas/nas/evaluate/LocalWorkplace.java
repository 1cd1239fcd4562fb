package io.proxynas.nas.evaluate;

import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.candidate.Fidelity;
import io.proxynas.nas.candidate.LadderTrainer;
import io.proxynas.nas.candidate.LatencyMeter;
import io.proxynas.nas.candidate.MemoryGuard;
import io.proxynas.nas.candidate.MemoryLimit;
import io.proxynas.nas.candidate.PausedTrainings;
import io.proxynas.nas.candidate.RecipeTrainer;
import io.proxynas.train.TrainedNetwork;
import java.util.Optional;

/**
 * Worker threads of this machine.
 *
 * @param memory that they share; says how many there are
 * @param latency measures each candidate's, which only the machine that asks can
 */
public record LocalWorkplace(MemoryLimit memory, Optional<LatencyMeter> latency)
    implements Workplace {

  /** Where no latency is measured. */
  public LocalWorkplace(MemoryLimit memory) {
    this(memory, Optional.empty());
  }

  @Override
  public int workers() {
    return memory.workers();
  }

  @Override
  public Evaluator evaluator(TrainingJob job, Witness witness) {
    PausedTrainings paused = PausedTrainings.ofThisHeap();
    CandidateTrainer trainer =
        new LadderTrainer(job.fidelities().stream().map(f -> guarded(f, witness, paused)).toList());
    return new LocalEvaluator(
        architecture -> {
          witness.starts(architecture);
          return trainer.train(architecture);
        },
        workers());
  }

  private CandidateTrainer guarded(Fidelity fidelity, Witness witness, PausedTrainings paused) {
    CandidateTrainer trainer = fidelity.trainer(scorer -> witnessed(scorer, witness, paused));
    return new MemoryGuard(
        latency.map(meter -> meter.timing(trainer)).orElse(trainer), fidelity::demand, memory);
  }

  private static CandidateTrainer witnessed(
      RecipeTrainer scorer, Witness witness, PausedTrainings paused) {
    return architecture -> {
      TrainedNetwork network = scorer.network(architecture, paused);
      try {
        CandidateScores scores = scorer.score(network);
        witness.trained(architecture, scores, network);
        return scores;
      } catch (InterruptedException | RuntimeException | Error e) {
        network.close();
        throw e;
      }
    };
  }

  /** Nothing is held between evaluators. */
  @Override
  public void close() {}
}
