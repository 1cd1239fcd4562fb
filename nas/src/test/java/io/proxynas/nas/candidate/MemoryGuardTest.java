package io.proxynas.nas.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Demand;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.layer.UnsupportedLayerException;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.nas.evaluate.LocalEvaluator;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class MemoryGuardTest {

  private static final long GIB = 1L << 30;
  private static final List<Architecture> NETS = FakeTrainer.candidates(2);

  private static List<Outcome> evaluate(Function<Architecture, Demand> cost, MemoryLimit limit)
      throws InterruptedException {
    CandidateTrainer guard =
        new MemoryGuard(architecture -> new CandidateScores(0.5, 1, 1, 1, 1), cost, limit);
    try (LocalEvaluator evaluator = new LocalEvaluator(guard, limit.workers())) {
      return evaluator.evaluate(NETS);
    }
  }

  /** The first candidate needs much, the second little. */
  private static Demand cost(Architecture architecture, long heap, long outside) {
    return architecture.equals(NETS.get(0)) ? new Demand(1, heap, outside) : new Demand(1, 1, 1);
  }

  @Test
  void evaluate_tooMuchNativeMemory_failsThatCandidateWithTheNumbers() throws InterruptedException {
    List<Outcome> outcomes =
        evaluate(a -> cost(a, 1, 3 * GIB), new MemoryLimit(10 * GIB, 5 * GIB, 2));

    assertThat(outcomes.get(0))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .isEqualTo(
                        "a candidate must fit the memory once a worker, but "
                            + NETS.get(0).id()
                            + " needs 3.00 GiB of native memory and each of 2 workers may use 2.00"
                            + " GiB of 5.00 GiB: choose smaller widths or fewer workers"));
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Trained.class);
  }

  @Test
  void evaluate_tooMuchHeap_fails() throws InterruptedException {
    List<Outcome> outcomes = evaluate(a -> cost(a, 3 * GIB, 1), new MemoryLimit(GIB, 5 * GIB, 1));

    assertThat(((Outcome.Failed) outcomes.get(0)).reason())
        .contains("needs 3.00 GiB of Java heap and each of 1 workers may use 0.80 GiB of 1.00 GiB");
  }

  @Test
  void evaluate_exactlyTheShare_fits() throws InterruptedException {
    assertThat(evaluate(a -> new Demand(1, GIB, 2 * GIB), new MemoryLimit(5 * GIB, 10 * GIB, 4)))
        .allMatch(Outcome.Trained.class::isInstance);
  }

  @Test
  void evaluate_notEstimated_isLetThrough() throws InterruptedException {
    Function<Architecture, Demand> unknown =
        architecture -> {
          throw new UnsupportedLayerException("unknown");
        };
    assertThat(evaluate(unknown, new MemoryLimit(1, 1, 1)))
        .allMatch(Outcome.Trained.class::isInstance);
  }

  @Test
  void new_noWorkers_isRejected() {
    assertThatThrownBy(() -> new MemoryLimit(1, 1, 0))
        .hasMessage("workers must be at least 1, but was 0");
    assertThat(new Outcome.Trained(NETS.get(0), new CandidateScores(1, 0, 0, 0, 0), Duration.ZERO))
        .extracting(Outcome.Trained::trainedBy)
        .hasToString("Engine[]");
  }
}
