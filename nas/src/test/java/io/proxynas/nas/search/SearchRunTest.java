package io.proxynas.nas.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.NetworkSize;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.nas.search.SearchResult.End;
import io.proxynas.nas.space.ConvNetSpace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchRunTest {

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5); // wraps around, as it may

  /** Each candidate takes one second of the fake clock; those at the indices fail. */
  private CandidateEvaluator oneSecondEach(List<Integer> failing) {
    int[] number = {0};
    return (candidates, observer) -> {
      List<Outcome> outcomes = new ArrayList<>();
      for (Architecture candidate : candidates) {
        if (observer.mayStart()) {
          Duration second = Duration.ofSeconds(1);
          clock.addAndGet(second.toNanos());
          outcomes.add(
              failing.contains(number[0]++)
                  ? new Outcome.Failed(candidate, "broken", second)
                  : new Outcome.Trained(candidate, new CandidateScores(0.5, 1, 1, 1, 1), second));
          observer.finished(outcomes.get(outcomes.size() - 1));
        }
      }
      return outcomes;
    };
  }

  private SearchRun run(int candidates, Optional<Duration> limit, List<Integer> failing) {
    SearchTask task =
        new SearchTask(ConvNetSpace.CPU, candidates, new Seed(1)).withTimeLimit(limit);
    return new SearchRun(task, oneSecondEach(failing), Progress.NONE, clock::get);
  }

  @Test
  void evaluateBatch_beyondTheTimeLimit_startsNoMoreWithinTheBatch() {
    SearchRun run = run(100, Optional.of(Duration.ofMillis(6500)), List.of());
    FakeTrainer.candidates(20).forEach(run::propose);
    run.evaluateBatch();

    assertThat(run.isOver()).isTrue();
    SearchResult result = run.result();
    assertThat(result.end()).isEqualTo(End.TIME_LIMIT);
    assertThat(result.distinct()).isEqualTo(7);
    assertThat(result.duration()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void evaluateBatch_thatReachesTheBudgetInTime_isComplete() {
    SearchRun run = run(7, Optional.of(Duration.ofMillis(6500)), List.of());
    FakeTrainer.candidates(20).forEach(run::propose);
    run.evaluateBatch();
    assertThat(run.result().end()).isEqualTo(End.COMPLETE);
    assertThat(run.result().distinct()).isEqualTo(7);
  }

  @Test
  void evaluateBatch_afterNineFailuresAndOneSuccess_goesOnUntilTenInARow() {
    List<Integer> failing = IntStream.range(0, 30).filter(i -> i != 9).boxed().toList();
    SearchRun run = run(100, Optional.empty(), failing);
    List<Architecture> candidates = FakeTrainer.candidates(30);
    candidates.subList(0, 19).forEach(run::propose);
    run.evaluateBatch();
    assertThat(run.isOver()).isFalse();

    run.propose(candidates.get(19));
    run.evaluateBatch();
    assertThat(run.result().end()).isEqualTo(End.FAILURES);
    assertThat(run.result().failed()).isEqualTo(19);
  }

  /** A search that tries the first of the space, of which those at the indices are better. */
  private static SearchRun climbing(int patience, List<Integer> better) {
    int[] number = {0};
    CandidateEvaluator evaluator =
        (candidates, observer) -> {
          List<Outcome> outcomes = new ArrayList<>();
          for (Architecture candidate : candidates) {
            double accuracy = better.contains(number[0]) ? 0.5 + number[0] / 1e3 : 0.5;
            number[0]++;
            outcomes.add(
                new Outcome.Trained(
                    candidate, new CandidateScores(accuracy, 1, 1, 1, 1), Duration.ZERO));
            observer.finished(outcomes.get(outcomes.size() - 1));
          }
          return outcomes;
        };
    SearchTask task =
        new SearchTask(ConvNetSpace.CPU, 100, new Seed(1)).withPatience(Optional.of(patience));
    return new SearchRun(task, evaluator, Progress.NONE);
  }

  @Test
  void evaluateBatch_afterAsManyInVainAsThePatience_isTheLast() {
    SearchRun run = climbing(5, List.of(3, 7));
    List<Architecture> candidates = FakeTrainer.candidates(20);
    candidates.subList(0, 12).forEach(run::propose);
    run.evaluateBatch();
    assertThat(run.isOver()).isFalse(); // 8 to 11 are four

    run.propose(candidates.get(12));
    run.evaluateBatch();
    assertThat(run.result().end()).isEqualTo(End.PATIENCE);
    assertThat(run.result().distinct()).isEqualTo(13);
  }

  /** It is heard of twice before it was counted. */
  @Test
  void evaluateBatch_withACandidatePromotedWithinTheBatch_countsItWhereItStands() {
    CandidateEvaluator promotesTheLast =
        (candidates, observer) -> {
          candidates.forEach(c -> observer.finished(onRung(c, 0)));
          observer.finished(onRung(candidates.get(candidates.size() - 1), 1));
          return List.of();
        };
    SearchTask task =
        new SearchTask(ConvNetSpace.CPU, 100, new Seed(1)).withPatience(Optional.of(10));
    SearchRun run = new SearchRun(task, promotesTheLast, Progress.NONE);
    FakeTrainer.candidates(16).forEach(run::propose);

    run.evaluateBatch();

    assertThat(run.isOver()).isFalse();
  }

  private static Outcome onRung(Architecture candidate, int rung) {
    CandidateScores scores = new CandidateScores(0.5, 1, 1, 1, 1);
    return new Outcome.Trained(candidate, scores, Duration.ZERO, rung);
  }

  /** As where the time ends before a promoted candidate is trained on its next rung. */
  @Test
  void evaluateBatch_withATrainingThatTheTimeLimitRefused_isNotComplete() {
    CandidateEvaluator promotes =
        (candidates, observer) -> {
          candidates.forEach(c -> observer.finished(onRung(c, 0)));
          clock.addAndGet(Duration.ofSeconds(7).toNanos());
          assertThat(observer.mayStart()).isFalse();
          return List.of();
        };
    SearchTask task =
        new SearchTask(ConvNetSpace.CPU, 4, new Seed(1))
            .withTimeLimit(Optional.of(Duration.ofSeconds(6)));
    SearchRun run = new SearchRun(task, promotes, Progress.NONE, clock::get);
    FakeTrainer.candidates(4).forEach(run::propose);

    run.evaluateBatch();

    assertThat(run.result().distinct()).isEqualTo(4);
    assertThat(run.result().end()).isEqualTo(End.TIME_LIMIT);
  }

  @Test
  void evaluateBatch_withABetterOneBehindThoseInVain_goesOn() {
    SearchRun run = climbing(5, List.of(9));
    FakeTrainer.candidates(10).forEach(run::propose);
    run.evaluateBatch();
    assertThat(run.isOver()).isFalse();
  }

  @Test
  void evaluateContinuously_waitsForThoseUnderWay_andGoesOnWhereOneIsBetter() {
    for (int better : new int[] {0, 20, 24}) { // 20 would be the first that is not proposed
      SearchRun run = climbing(20 - 3, List.of(0, better));
      Iterator<Architecture> all = FakeTrainer.candidates(60).iterator();
      run.evaluateContinuously(4, () -> run.propose(all.next()), outcome -> {});
      assertThat(run.result().end()).isEqualTo(End.PATIENCE);
      assertThat(run.result().distinct()).as("better %d", better).isEqualTo(better == 20 ? 41 : 21);
    }
  }

  @Test
  void propose_ofARepeat_isRefusedAndCounted() {
    SearchRun run = run(2, Optional.empty(), List.of());
    List<Architecture> three = FakeTrainer.candidates(3);
    assertThat(run.propose(three.get(0))).isTrue();
    assertThat(run.propose(three.get(0))).isFalse();
    assertThat(run.propose(three.get(1))).isTrue();
    assertThat(run.propose(three.get(2))).isFalse(); // no room
    run.evaluateBatch();
    assertThat(run.result().cacheHits()).isOne();
    assertThat(run.result().distinct()).isEqualTo(2);
  }

  @Test
  void requireCandidate_ofASpaceWithoutOne_namesRuleAndSpace() {
    Constraint none =
        new SizeLimits(OptionalLong.of(7), OptionalLong.empty())
            .constraint(architecture -> new NetworkSize(8, 1));
    SearchTask task = new SearchTask(ConvNetSpace.CPU, 5, new Seed(1)).withConstraint(none);
    assertThatThrownBy(task::requireCandidate)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the space must have a candidate of at most 7 parameters, but none was found in convnet"
                + " (depths 1, 2, 3, 4; widths 8, 16, 32, 64)");
    new SearchTask(ConvNetSpace.CPU, 5, new Seed(1)).requireCandidate();
  }

  @Test
  void propose_ofARefusedCandidate_asksAndCountsOnce() {
    AtomicInteger asked = new AtomicInteger();
    Constraint none =
        architecture -> {
          asked.incrementAndGet();
          return false;
        };
    SearchTask task = new SearchTask(ConvNetSpace.CPU, 5, new Seed(1)).withConstraint(none);
    SearchRun run = new SearchRun(task, oneSecondEach(List.of()), Progress.NONE, clock::get);
    Architecture candidate = FakeTrainer.candidates(1).get(0);

    assertThat(run.propose(candidate)).isFalse();
    assertThat(run.propose(candidate)).isFalse();
    assertThat(asked).hasValue(1);
    assertThat(run.proposeUnseen(new Seed(1).generator())).isEmpty();
    assertThat(run.hasRoom()).isFalse();
    run.evaluateBatch();
    assertThat(run.result().end()).isEqualTo(End.COMPLETE);
    assertThat(run.result().rejected()).isEqualTo(720);
  }

  @Test
  void new_withBadTask_saysRuleAndValue() {
    assertThatThrownBy(() -> new SearchTask(ConvNetSpace.CPU, 0, new Seed(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("candidates must be at least 1, but was 0");
    Optional<Duration> negative = Optional.of(Duration.ofSeconds(-1));
    assertThatThrownBy(
            () -> new SearchTask(ConvNetSpace.CPU, 1, new Seed(1)).withTimeLimit(negative))
        .hasMessage("the time limit must not be negative, but was PT-1S");
    assertThatThrownBy(
            () -> new SearchTask(ConvNetSpace.CPU, 1, new Seed(1)).withPatience(Optional.of(0)))
        .hasMessage("patience must be at least 1, but was 0");
  }
}
