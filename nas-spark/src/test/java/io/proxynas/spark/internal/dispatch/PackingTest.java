package io.proxynas.spark.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.FakeTrainer;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

class PackingTest {

  /** Tasks of a second, however many slots. */
  private static final BatchRule SECOND = new BatchRule(0.05, 0, 0.05);

  private static final List<Architecture> NETS = FakeTrainer.candidates(100);
  private static final BooleanSupplier ALWAYS = () -> true;

  /** One that knows that a unit of cost takes 10 ms. */
  private static Packing packing(ToLongFunction<Architecture> cost, int candidates) {
    Packing packing = new Packing(SECOND, new TaskPace(), cost);
    packing.learn(
        new QueuedCandidate(0, NETS.get(0), 10),
        new Outcome.Trained(
            NETS.get(0), new CandidateScores(0.5, 1, 1, 1, 1), Duration.ofMillis(100)));
    NETS.subList(0, candidates).forEach(packing::add);
    return packing;
  }

  private static List<Integer> places(List<QueuedCandidate> task) {
    return task.stream().map(QueuedCandidate::place).toList();
  }

  @Test
  void next_untilAPaceIsKnown_isOneACore() {
    Packing packing = new Packing(SECOND, new TaskPace(), a -> 1);
    NETS.forEach(packing::add);
    assertThat(places(packing.next(2, 1, ALWAYS))).containsExactly(0);
    assertThat(places(packing.next(2, 3, ALWAYS))).containsExactly(1, 2, 3);
  }

  @Test
  void next_isAsMuchAsTheRuleSays() {
    Packing packing = packing(a -> 30, 100); // 0.3 s each, so 4 reach a second
    assertThat(places(packing.next(2, 1, ALWAYS))).containsExactly(0, 1, 2, 3);
    assertThat(packing.next(2, 2, ALWAYS)).hasSize(7); // 2 s on two cores
  }

  @Test
  void next_ofTheLast_getsSmaller() {
    Packing packing = packing(a -> 30, 4); // 1.2 s on 2 slots: 0.3 s a task
    assertThat(packing.next(2, 1, ALWAYS)).hasSize(1);
  }

  @Test
  void next_ofCandidatesWithoutEstimate_countsThemAsTheMean() {
    Packing packing = packing(a -> a.equals(NETS.get(0)) ? 50 : 0, 100);
    assertThat(packing.next(2, 1, ALWAYS)).hasSize(2); // 0.5 s each
  }

  @Test
  void next_whenNoMoreMayStart_endsAndForgetsTheRest() {
    Packing packing = packing(a -> 30, 100);
    int[] asked = {0};
    assertThat(places(packing.next(2, 1, () -> ++asked[0] <= 2))).containsExactly(0, 1);
    assertThat(packing.isEmpty()).isTrue();
  }
}
