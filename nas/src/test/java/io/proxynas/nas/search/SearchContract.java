package io.proxynas.nas.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.nas.evaluate.LocalEvaluator;
import io.proxynas.nas.internal.stack.MemoizingEvaluator;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.search.SearchResult.End;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.nas.space.nasbench201.NasBench201Space;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Search} promises. */
@Timeout(60)
abstract class SearchContract {

  private static final ConvNetSpace SMALL = new ConvNetSpace(List.of(2), List.of(8));

  abstract Search search();

  /** For strategies that learn: at most half as many better networks are left as by chance. */
  final void assertBetterThanRandom() {
    for (int candidates : new int[] {50, 100, 200}) {
      assertThat(StructuredScores.meanRegretRank(search(), candidates))
          .as("%d candidates", candidates)
          .isLessThan(StructuredScores.meanRegretRank(new RandomSearch(), candidates) / 2);
    }
  }

  private static SearchTask task(int candidates, long seed) {
    return new SearchTask(ConvNetSpace.CPU, candidates, new Seed(seed));
  }

  private SearchResult run(SearchTask task, CandidateTrainer trainer, int workers) {
    try (LocalEvaluator evaluator = new LocalEvaluator(trainer, workers)) {
      return search().run(task, evaluator, Progress.NONE);
    }
  }

  private static List<String> ids(SearchResult result) {
    return result.history().stream().map(outcome -> outcome.architecture().id()).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 64, 65, 200, 719, 720})
  void run_evaluatesExactlyTheDistinctCandidatesAskedFor(int candidates) {
    FakeTrainer trainer = new FakeTrainer(FakeTrainer::hashedAccuracy, new Seed(2));
    SearchResult result = run(task(candidates, 3), trainer, 4);

    assertThat(ids(result)).hasSize(candidates).doesNotHaveDuplicates();
    assertThat(trainer.trainings())
        .containsOnlyKeys(ids(result))
        .allSatisfy((id, times) -> assertThat(times).isOne());
    assertThat(result.end()).isEqualTo(End.COMPLETE);
    assertThat(result.requested()).isEqualTo(candidates);
    assertThat(result.distinct()).isEqualTo(candidates);
    assertThat(result.failed()).isZero();
    assertThat(result.duration()).isPositive();
    assertThat(result.ranking().trained()).hasSize(candidates);
  }

  @Test
  void run_onASpaceSmallerThanTheBudget_evaluatesItWhole() {
    SearchResult result = run(new SearchTask(SMALL, 1000, new Seed(1)), new FakeTrainer(), 2);
    assertThat(ids(result))
        .containsExactlyInAnyOrderElementsOf(SMALL.architectures().map(Architecture::id).toList());
    assertThat(result.requested()).isEqualTo(1000);
    assertThat(result.end()).isEqualTo(End.COMPLETE);
  }

  private static SearchTask limited(int candidates, Constraint constraint) {
    return new SearchTask(ConvNetSpace.CPU, candidates, new Seed(4)).withConstraint(constraint);
  }

  @Test
  void run_underAConstraint_trainsOthersInsteadOfThoseRefused() {
    Constraint narrow = architecture -> !architecture.id().contains("-w64-");
    SearchResult result = run(limited(200, narrow), new FakeTrainer(), 2);

    assertThat(ids(result)).hasSize(200).noneMatch(id -> id.contains("-w64-"));
    assertThat(result.end()).isEqualTo(End.COMPLETE);
    assertThat(result.rejected()).isBetween(1, 180);
  }

  @Test
  void run_underAConstraintThatFewSatisfy_evaluatesThoseAndEnds() {
    Constraint one = architecture -> architecture.id().startsWith("convnet-d3-w16-relu-none-");
    SearchResult result = run(limited(50, one), new FakeTrainer(), 2);

    assertThat(ids(result)).hasSize(3);
    assertThat(result.end()).isEqualTo(End.COMPLETE);
    assertThat(result.rejected()).isEqualTo(717);
  }

  @Test
  void run_ofASpaceWithEqualNetworks_trainsOneOfEach() {
    NasBench201Space space = new NasBench201Space(1, 4);
    SearchTask task = new SearchTask(space, 300, new Seed(2));
    SearchResult result = run(task, architecture -> new CandidateScores(0.5, 1, 1, 1, 1), 2);

    assertThat(ids(result)).hasSize(300).doesNotHaveDuplicates();
    assertThat(result.history())
        .extracting(Outcome::architecture)
        .allMatch(architecture -> space.canonical(architecture).equals(architecture));
  }

  @Test
  void run_ofScoresThatAllTie_stillReachesTheBudget() {
    SearchResult result =
        run(task(300, 1), architecture -> new CandidateScores(0.5, 1, 1, 1, 1), 1);
    assertThat(result.distinct()).isEqualTo(300);
  }

  @Test
  void run_withTheSameSeed_hasTheSameHistoryAtAnyNumberOfWorkersAndSpeed() {
    List<String> alone = ids(run(task(150, 5), new FakeTrainer(), 1));
    for (int workers : new int[] {2, 4, 16}) {
      CandidateTrainer trainer = new FakeTrainer(FakeTrainer::hashedAccuracy, new Seed(workers));
      SearchResult result = run(task(150, 5), trainer, workers);
      assertThat(ids(result)).isEqualTo(alone);
    }
  }

  @Test
  void run_withAnEvaluatorThatKnowsBatchesOnly_hasTheSameHistory() {
    FakeTrainer trainer = new FakeTrainer();
    try (LocalEvaluator local = new LocalEvaluator(trainer, 3)) {
      CandidateEvaluator batches = (candidates, observer) -> local.evaluate(candidates, observer);
      assertThat(ids(search().run(task(150, 5), batches, Progress.NONE)))
          .isEqualTo(ids(run(task(150, 5), trainer, 2)));
    }
  }

  @Test
  void run_withALargerBudget_beginsWithTheSameHistory() {
    List<String> longer = ids(run(task(300, 5), new FakeTrainer(), 4));
    for (int candidates : new int[] {1, 15, 77, 299}) {
      assertThat(ids(run(task(candidates, 5), new FakeTrainer(), 4)))
          .isEqualTo(longer.subList(0, candidates));
    }
  }

  /** At most 16 are under way, or in a generation, when the others have been in vain. */
  @Test
  void run_withPatience_endsAtTheSameCandidateAtAnyNumberOfWorkersAndSpeed() {
    List<String> patient = ids(run(task(720, 5), new FakeTrainer(), 4));
    SearchTask task = task(720, 5).withPatience(Optional.of(30));
    SearchResult alone = run(task, new FakeTrainer(), 1);
    for (int workers : new int[] {2, 16}) {
      CandidateTrainer trainer = new FakeTrainer(FakeTrainer::hashedAccuracy, new Seed(workers));
      assertThat(ids(run(task, trainer, workers))).isEqualTo(ids(alone));
    }

    assertThat(alone.end()).isEqualTo(End.PATIENCE);
    assertThat(ids(alone)).isEqualTo(patient.subList(0, alone.distinct()));
    int best = alone.history().indexOf(alone.ranking().trained().get(0));
    assertThat(alone.distinct() - 1 - best).isGreaterThanOrEqualTo(30);
  }

  @Test
  void run_withMorePatienceThanCandidates_isComplete() {
    SearchResult result = run(task(40, 5).withPatience(Optional.of(40)), new FakeTrainer(), 2);
    assertThat(result.end()).isEqualTo(End.COMPLETE);
    assertThat(result.distinct()).isEqualTo(40);
  }

  @Test
  void run_withDifferentSeeds_hasDifferentHistories() {
    List<List<String>> histories =
        IntStream.range(0, 10).mapToObj(s -> ids(run(task(20, s), new FakeTrainer(), 4))).toList();
    assertThat(histories).doesNotHaveDuplicates();
  }

  @Test
  void run_withSomeFailures_goesOnAndCountsThem() {
    CandidateTrainer trainer =
        architecture -> {
          if (FakeTrainer.hashedAccuracy(architecture) < 0.2) {
            throw new IllegalStateException("broken");
          }
          return new FakeTrainer().train(architecture);
        };
    SearchResult result = run(task(100, 1), trainer, 2);
    assertThat(result.end()).isEqualTo(End.COMPLETE);
    assertThat(result.distinct()).isEqualTo(100);
    assertThat(result.failed()).isPositive().isEqualTo(result.ranking().failed().size());
  }

  @Test
  void run_whereEverythingFails_stopsWithThatReason() {
    SearchResult result =
        run(
            task(500, 1),
            architecture -> {
              throw new IllegalStateException("no memory");
            },
            2);
    assertThat(result.end()).isEqualTo(End.FAILURES);
    assertThat(result.distinct()).isBetween(10, 100).isEqualTo(result.failed());
  }

  @Test
  void run_withoutTime_startsNothing() {
    SearchResult result =
        run(
            new SearchTask(ConvNetSpace.CPU, 50, new Seed(1))
                .withTimeLimit(Optional.of(Duration.ZERO)),
            new FakeTrainer(),
            2);
    assertThat(result.end()).isEqualTo(End.TIME_LIMIT);
    assertThat(result.history()).isEmpty();
  }

  @Test
  void run_tellsProgressUpToTheBudget() {
    List<Long> heard = new ArrayList<>();
    try (LocalEvaluator evaluator = new LocalEvaluator(new FakeTrainer(), 3)) {
      search()
          .run(
              task(70, 1),
              evaluator,
              (done, total) -> {
                heard.add(done);
                assertThat(total).isEqualTo(70);
              });
    }
    assertThat(heard).isEqualTo(IntStream.rangeClosed(1, 70).mapToObj(i -> (long) i).toList());
  }

  @Test
  void run_whoseEvaluatorThrows_letsTheExceptionThrough() {
    UncheckedIOException full =
        new UncheckedIOException(new IOException("No space left on device"));
    CandidateEvaluator evaluator =
        (candidates, observer) -> {
          throw full;
        };
    assertThatThrownBy(() -> search().run(task(10, 1), evaluator, Progress.NONE)).isSameAs(full);
  }

  @Test
  void run_interrupted_returnsWhatWasFinished() throws Exception {
    CountDownLatch quickOnesDone = new CountDownLatch(30);
    AtomicInteger started = new AtomicInteger();
    FakeTrainer quick = new FakeTrainer();
    CandidateTrainer trainer =
        architecture -> {
          if (started.incrementAndGet() > 30) {
            Thread.sleep(100_000);
          }
          CandidateScores scores = quick.train(architecture);
          quickOnesDone.countDown();
          return scores;
        };
    boolean[] status = {true};
    FutureTask<SearchResult> running =
        new FutureTask<>(
            () -> {
              SearchResult result = run(task(200, 1), trainer, 2);
              status[0] = Thread.currentThread().isInterrupted();
              return result;
            });
    Thread thread = new Thread(running);
    thread.start();
    quickOnesDone.await();
    thread.interrupt();

    SearchResult result = running.get();
    assertThat(result.end()).isEqualTo(End.INTERRUPTED);
    assertThat(ids(result))
        .hasSize(30)
        .containsExactlyInAnyOrderElementsOf(quick.trainings().keySet());
    assertThat(result.ranking().trained()).hasSize(30);
    assertThat(status[0]).isFalse();
  }

  @Test
  void run_resumedFromItsJournal_repeatsTheHistoryAndTrainsTheRestOnly(@TempDir Path folder)
      throws Exception {
    SearchTask task = task(120, 9);
    SearchResult whole = run(task, new FakeTrainer(), 2);

    try (Journal journal = Journal.create(folder, Map.of("seed", 9));
        LocalEvaluator local = new LocalEvaluator(new FakeTrainer(), 2)) {
      CandidateEvaluator evaluator = journal.journalling(local);
      assertThatThrownBy(() -> search().run(task, evaluator, SearchContract::killAt40))
          .hasMessage("killed");
    }

    FakeTrainer rest = new FakeTrainer();
    try (Journal journal =
            Journal.resume(folder, Map.of("seed", 9), ConvNetSpace.CPU::parse, warning -> {});
        LocalEvaluator local = new LocalEvaluator(rest, 2)) {
      CandidateEvaluator evaluator =
          new MemoizingEvaluator(journal.journalling(local), journal.replayed());
      SearchResult resumed = search().run(task, evaluator, Progress.NONE);

      assertThat(ids(resumed)).isEqualTo(ids(whole));
      assertThat(resumed.cacheHits()).isEqualTo(whole.cacheHits());
      assertThat(rest.trainings()).hasSize(120 - journal.replayed().size());
      assertThat(journal.replayed()).hasSize(40);
    }
    assertThat(Journal.outcomes(folder, ConvNetSpace.CPU::parse, warning -> {}))
        .extracting(outcome -> outcome.architecture().id())
        .containsExactlyInAnyOrderElementsOf(ids(whole));
  }

  private static void killAt40(long done, long total) {
    if (done == 40) {
      throw new IllegalStateException("killed");
    }
  }
}
