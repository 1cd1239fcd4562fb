package io.proxynas.nas.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Demand;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Fidelity;
import io.proxynas.nas.candidate.LatencyMeter;
import io.proxynas.nas.candidate.MemoryLimit;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.train.TrainedNetwork;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class LocalWorkplaceTest extends WorkplaceContract {

  private static final Architecture NET = SPACE.architectures().findFirst().orElseThrow();

  private static MemoryLimit memory(long nativeBytes) {
    return new MemoryLimit(1L << 40, nativeBytes, 1);
  }

  @Override
  protected Workplace workplace() {
    return new LocalWorkplace(new MemoryLimit(1L << 40, 1L << 40, 2));
  }

  /** Keeps the scores of each network that it takes over. */
  private record Taking(Queue<CandidateScores> taken) implements Workplace.Witness {

    @Override
    public void starts(Architecture architecture) {}

    @Override
    public void trained(Architecture architecture, CandidateScores scores, TrainedNetwork network) {
      taken.add(scores);
      network.close();
    }
  }

  private static Outcome evaluate(Workplace workplace, Fidelity fidelity, Taking witness)
      throws InterruptedException {
    try (Workplace.Evaluator evaluator = workplace.evaluator(job(fidelity), witness)) {
      return evaluator.evaluate(List.of(NET)).get(0);
    }
  }

  @Test
  void evaluate_ofSeveralSeeds_handsOverEachNetwork() throws InterruptedException {
    Taking witness = new Taking(new ConcurrentLinkedQueue<>());
    evaluate(workplace(), everything(), witness);
    assertThat(witness.taken())
        .containsExactly(scorer(2, 3).train(NET), scorer(2, 6).train(NET))
        .doesNotHaveDuplicates();
  }

  /** Whoever ends by an error has not taken the network over. */
  @Test
  void evaluate_whoseWitnessEndsByAnError_closesTheNetwork() throws InterruptedException {
    Workplace.Witness error =
        new Workplace.Witness() {
          @Override
          public void starts(Architecture architecture) {}

          @Override
          public void trained(
              Architecture architecture, CandidateScores scores, TrainedNetwork network) {
            throw new OutOfMemoryError("of a test");
          }
        };
    TrainingJob job = job(Fidelity.of(scorer(1, 3)));
    long before = Pointer.totalCount();

    try (Workplace.Evaluator evaluator = workplace().evaluator(job, error)) {
      assertThat(evaluator.evaluate(List.of(NET)).get(0)).isInstanceOf(Outcome.Failed.class);
    }
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
  }

  @Test
  void evaluate_whoseScoringDoesNotFit_failsBeforeTraining() throws InterruptedException {
    Demand training = scorer(1, 3).demand(NET);
    Demand scoring = heavyScore().demand(NET);
    assertThat(scoring.nativeBytes()).isGreaterThan(2 * training.nativeBytes());
    Taking witness = new Taking(new ConcurrentLinkedQueue<>());

    Outcome outcome =
        evaluate(new LocalWorkplace(memory(scoring.nativeBytes())), heavyScore(), witness);

    assertThat(((Outcome.Failed) outcome).reason())
        .startsWith("a candidate must fit the memory once a worker, but " + NET.id() + " needs ");
    assertThat(witness.taken()).isEmpty();
  }

  @Test
  void evaluate_withALatencyMeter_measuresBeside() throws InterruptedException {
    LatencyMeter meter = new LatencyMeter(scorer(1, 1).train().shape(), 3, new Seed(1), Map.of());
    Outcome outcome =
        evaluate(
            new LocalWorkplace(memory(1L << 40), Optional.of(meter)),
            everything(),
            new Taking(new ConcurrentLinkedQueue<>()));
    assertThat(((Outcome.Trained) outcome).scores().latency()).isEqualTo(meter.of(NET));
  }
}
