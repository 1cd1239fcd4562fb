package io.proxynas.nas.internal.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.candidate.LadderTrainer;
import io.proxynas.nas.candidate.NetworkSize;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.CandidateEvaluatorContract;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.nas.evaluate.LocalEvaluator;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.ranking.Objective;
import io.proxynas.nas.ranking.PromotionOrder;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.search.Constraint;
import io.proxynas.nas.search.ExhaustiveSearch;
import io.proxynas.nas.search.GeneticSearch;
import io.proxynas.nas.search.LocalSearch;
import io.proxynas.nas.search.Nsga2;
import io.proxynas.nas.search.RandomSearch;
import io.proxynas.nas.search.RegularizedEvolution;
import io.proxynas.nas.search.Search;
import io.proxynas.nas.search.SearchResult;
import io.proxynas.nas.search.SearchTask;
import io.proxynas.nas.search.Strategy;
import io.proxynas.nas.space.ConvNetSpace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SuccessiveHalvingTest extends CandidateEvaluatorContract {

  private static final PromotionOrder BY_ACCURACY =
      candidates -> candidates.stream().sorted(Ranking.BEST_FIRST).toList();

  /** Where nobody is promoted, it is an evaluator like any other. */
  @Override
  protected CandidateEvaluator evaluator(CandidateTrainer trainer) {
    return new SuccessiveHalving(
        closedLater(new LocalEvaluator(new LadderTrainer(List.of(trainer, trainer)), WORKERS)),
        1000,
        2,
        BY_ACCURACY);
  }

  /** Three rungs that agree about as well as trainings of different lengths do. */
  private static LadderTrainer ladder(long delays) {
    return new LadderTrainer(
        Stream.of(0, 1, 2)
            .map(
                rung ->
                    (CandidateTrainer)
                        new FakeTrainer(a -> accuracy(a, rung), new Seed(10 * delays + rung)))
            .toList());
  }

  /** The same, but the lowest rung only scores. */
  private static LadderTrainer scoredFirst(LadderTrainer ladder) {
    CandidateTrainer scores =
        architecture -> {
          CandidateScores own = ladder.rungs().get(0).train(architecture);
          return CandidateScores.untrained(
              FreeScore.NASWOT,
              1000 * own.validationAccuracy() - 300,
              new NetworkSize(own.parameters(), own.flops()));
        };
    return new LadderTrainer(List.of(scores, ladder.rungs().get(1), ladder.rungs().get(2)));
  }

  private static double accuracy(Architecture architecture, int rung) {
    double noise = new Seed(rung).child(architecture.id()).generator().nextDouble();
    return 0.8 * FakeTrainer.hashedAccuracy(architecture) + (2 - rung) * 0.1 * noise;
  }

  /**
   * A halved search.
   *
   * @param scored whether the lowest rung only scores
   * @param order who is promoted
   */
  private record Halved(Search search, boolean scored, Criterion rankBy, PromotionOrder order) {

    SearchResult run(int candidates, CandidateEvaluator evaluator) {
      return run(task(candidates), evaluator);
    }

    SearchTask task(int candidates) {
      return new SearchTask(
          ConvNetSpace.CPU, candidates, Optional.empty(), Constraint.NONE, rankBy, new Seed(3));
    }

    SearchResult run(SearchTask task, CandidateEvaluator evaluator) {
      return search.run(task, new SuccessiveHalving(evaluator, 3, 3, order), Progress.NONE);
    }

    LadderTrainer ladder(long delays) {
      LadderTrainer trained = SuccessiveHalvingTest.ladder(delays);
      return scored ? scoredFirst(trained) : trained;
    }

    @Override
    public String toString() {
      return search.getClass().getSimpleName() + (scored ? ", scored first" : "") + ", " + rankBy;
    }
  }

  private static SearchResult run(Halved halved, int workers, int candidates, List<Outcome> heard) {
    try (LocalEvaluator local = new LocalEvaluator(halved.ladder(workers), workers)) {
      return halved.run(candidates, local.heardBy(heard::add));
    }
  }

  /** All that decides and nothing that the clock says. */
  private static List<String> lines(SearchResult result) {
    return result.history().stream()
        .map(Outcome.Trained.class::cast)
        .map(o -> o.architecture().id() + " " + o.rung() + " " + o.scores())
        .toList();
  }

  /** Every search on either ladder; promotions by accuracy, and another score. */
  static Stream<Halved> searches() {
    List<Objective> objectives = List.of(Objective.ACCURACY, Objective.PARAMETERS);
    Criterion loss = Criterion.VALIDATION_LOSS;
    Stream<Halved> single =
        Stream.of(
                GeneticSearch.DEFAULT,
                RegularizedEvolution.DEFAULT,
                LocalSearch.DEFAULT,
                new RandomSearch(),
                new ExhaustiveSearch())
            .flatMap(
                search ->
                    Stream.of(
                        new Halved(search, false, Criterion.ACCURACY, BY_ACCURACY),
                        new Halved(search, true, Criterion.ACCURACY, ranked(Criterion.ACCURACY)),
                        new Halved(search, false, loss, ranked(loss)),
                        new Halved(
                            search, true, Criterion.PARAMETERS, ranked(Criterion.PARAMETERS))));
    Stream<Halved> several =
        Stream.of(false, true)
            .map(
                scored ->
                    new Halved(
                        new Nsga2(objectives),
                        scored,
                        Criterion.ACCURACY,
                        Strategy.NSGA2.promotionOrder(objectives, Criterion.ACCURACY)));
    return Stream.concat(single, several);
  }

  private static PromotionOrder ranked(Criterion rankBy) {
    return candidates -> Ranking.by(candidates, rankBy).trained();
  }

  @ParameterizedTest
  @MethodSource("searches")
  void search_atAnyNumberOfWorkers_isTheSame(Halved halved) {
    List<String> alone = lines(run(halved, 1, 90, new ArrayList<>()));
    assertThat(alone).hasSize(90);
    for (int workers : new int[] {2, 4, 16}) {
      assertThat(lines(run(halved, workers, 90, new ArrayList<>()))).isEqualTo(alone);
    }
  }

  /** A candidate that is promoted to be the best, long after it came, ends what was in vain. */
  @ParameterizedTest
  @MethodSource("searches")
  void search_withPatience_endsAtTheSameCandidateAtAnyNumberOfWorkers(Halved halved) {
    List<String> ended = new ArrayList<>();
    for (int workers : new int[] {1, 3, 16}) {
      try (LocalEvaluator local = new LocalEvaluator(halved.ladder(workers), workers)) {
        SearchTask task = halved.task(720).withPatience(Optional.of(60));
        SearchResult result = halved.run(task, local);
        assertThat(result.end()).isEqualTo(SearchResult.End.PATIENCE);
        ended.add(String.join("\n", lines(result)));
      }
    }
    assertThat(ended.stream().distinct()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void search_halved_trainsFewInFull(Halved halved) {
    List<Outcome> trainings = new ArrayList<>();
    SearchResult result = run(halved, 3, 180, trainings);

    assertThat(result.distinct()).isEqualTo(180);
    assertThat(trainings).hasSizeBetween(180 + 60 + 20, 180 + 100 + 60);
    assertThat(trainings).extracting(o -> o.architecture().id()).doesNotHaveDuplicates();
    List<Integer> rungs = result.ranking().trained().stream().map(Outcome.Trained::rung).toList();
    assertThat(rungs).isSortedAccordingTo((a, b) -> b - a).startsWith(2).endsWith(0);
    for (Outcome.Trained best : result.ranking().trained()) {
      double accuracy = accuracy(best.architecture(), best.rung());
      if (halved.scored() && best.rung() == 0) {
        assertThat(best.scores().untrainedMerit()).isEqualTo(1000 * accuracy - 300);
      } else {
        assertThat(best.scores().validationAccuracy()).isEqualTo(accuracy);
      }
    }
  }

  @Test
  void evaluate_ofAllAtOnce_promotesTheBestThirdOfEachRung() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(81);
    List<Outcome> outcomes;
    try (LocalEvaluator local = new LocalEvaluator(ladder(1), 4)) {
      outcomes = new SuccessiveHalving(local, 3, 3, BY_ACCURACY).evaluate(batch);
    }
    // Who is among the best of the end was promoted at the latest then; some were too early.
    Ranking first =
        Ranking.of(
            batch.stream().map(a -> new Outcome.Trained(a, scores(a, 0), Duration.ZERO)).toList());
    List<Architecture> climbed =
        outcomes.stream()
            .filter(o -> ((Outcome.Trained) o).rung() > 0)
            .map(Outcome::architecture)
            .toList();
    assertThat(climbed)
        .containsAll(first.trained().subList(0, 27).stream().map(Outcome::architecture).toList());
    assertThat(climbed).hasSizeBetween(27, 40);
    assertThat(outcomes).extracting(Outcome::architecture).containsExactlyElementsOf(batch);
  }

  private static CandidateScores scores(Architecture architecture, int rung) {
    return new CandidateScores(accuracy(architecture, rung), 1, 1, 1, 1);
  }

  @Test
  void evaluate_whereAHigherRungFails_isAFailure() throws Exception {
    CandidateTrainer low = architecture -> scores(architecture, 0);
    CandidateTrainer high =
        architecture -> {
          throw new IllegalArgumentException("the loss must be finite, but was NaN");
        };
    try (LocalEvaluator local =
        new LocalEvaluator(new LadderTrainer(List.of(low, high)), WORKERS)) {
      List<Outcome> outcomes =
          new SuccessiveHalving(local, 4, 2, BY_ACCURACY).evaluate(FakeTrainer.candidates(16));
      assertThat(outcomes).filteredOn(Outcome.Failed.class::isInstance).hasSizeGreaterThan(3);
      assertThat(outcomes).hasSize(16);
    }
  }

  @Test
  void evaluate_addsTheTimesOfTheRungs() throws Exception {
    List<Outcome> trainings = new ArrayList<>();
    List<Outcome> outcomes;
    try (LocalEvaluator local = new LocalEvaluator(ladder(1), WORKERS)) {
      outcomes =
          new SuccessiveHalving(local.heardBy(trainings::add), 3, 3, BY_ACCURACY)
              .evaluate(FakeTrainer.candidates(40));
    }
    assertThat(total(outcomes)).isEqualTo(total(trainings)).isPositive();
    assertThat(Ladders.candidates(trainings)).containsExactlyInAnyOrderElementsOf(outcomes);
  }

  private static Duration total(List<Outcome> outcomes) {
    return outcomes.stream().map(Outcome::duration).reduce(Duration.ZERO, Duration::plus);
  }

  @Test
  void evaluate_whileACheapOneIsStuck_promotesOthers() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(12);
    CountDownLatch promoted = new CountDownLatch(1);
    CandidateTrainer low =
        architecture -> {
          if (architecture.equals(batch.get(11))) {
            promoted.await(); // for ever, if rungs waited for each other
          }
          return scores(architecture, 0);
        };
    CandidateTrainer high =
        architecture -> {
          promoted.countDown();
          return scores(architecture, 1);
        };
    try (LocalEvaluator local =
        new LocalEvaluator(new LadderTrainer(List.of(low, high)), WORKERS)) {
      assertThat(new SuccessiveHalving(local, 3, 2, BY_ACCURACY).evaluate(batch)).hasSize(12);
    }
  }

  @ParameterizedTest
  @MethodSource("searches")
  void search_resumedFromItsJournal_isTheUnbrokenOne(Halved halved, @TempDir Path folder)
      throws Exception {
    List<String> whole = lines(run(halved, 2, 90, new ArrayList<>()));
    for (int part = 1; part <= 3; part++) {
      int limit = 40 * part;
      try (Journal journal = open(folder);
          LocalEvaluator local = new LocalEvaluator(halved.ladder(part), 3)) {
        int[] trainings = {journal.replayed().size()};
        CandidateEvaluator stopping =
            local.heardBy(
                outcome -> {
                  if (++trainings[0] > limit) {
                    throw new IllegalStateException("killed");
                  }
                });
        var evaluator = new MemoizingEvaluator(journal.journalling(stopping), journal.replayed());
        halved.run(90, evaluator);
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("killed");
      }
    }
    try (Journal journal = open(folder);
        LocalEvaluator local = new LocalEvaluator(halved.ladder(9), 3)) {
      var evaluator = new MemoizingEvaluator(journal.journalling(local), journal.replayed());
      assertThat(lines(halved.run(90, evaluator))).isEqualTo(whole);
      assertThat(journal.replayed()).hasSizeGreaterThan(100);
    }
  }

  /** Latencies are of this moment, but a run goes by those of its journal, in every session. */
  @Test
  void search_byMeasuredLatencies_isRepeatedByItsJournal(@TempDir Path folder) throws Exception {
    List<Objective> objectives = List.of(Objective.ACCURACY, Objective.LATENCY);
    Halved halved =
        new Halved(
            new Nsga2(objectives),
            true,
            Criterion.ACCURACY,
            Strategy.NSGA2.promotionOrder(objectives, Criterion.ACCURACY));
    List<String> whole;
    try (Journal journal = open(folder);
        LocalEvaluator local = new LocalEvaluator(timed(halved.ladder(1), 1, List.of()), 2)) {
      whole = lines(halved.run(60, journal.journalling(local)));
    }
    List<String> journalled = Files.readAllLines(folder.resolve(Journal.FILE_NAME));
    assertThat(lines(resumed(halved, folder, 2))).isEqualTo(whole);
    assertThat(Files.readAllLines(folder.resolve(Journal.FILE_NAME))).isEqualTo(journalled);

    Files.write(folder.resolve(Journal.FILE_NAME), journalled.subList(0, 50));
    Files.writeString(folder.resolve(Journal.FILE_NAME), "\n", StandardOpenOption.APPEND);
    List<Outcome> kept;
    try (Journal journal = open(folder)) {
      kept = journal.replayed();
    }
    SearchResult other = resumed(halved, folder, 3);
    assertThat(Ladders.latencies(kept)).hasSizeGreaterThan(20);
    Map<String, Duration> latencies = Ladders.latencies(other.history());
    assertThat(latencies).containsAllEntriesOf(Ladders.latencies(kept)).hasSize(60);
    assertThat(lines(resumed(halved, folder, 4))).isEqualTo(lines(other));
  }

  private static SearchResult resumed(Halved halved, Path folder, long session) throws Exception {
    try (Journal journal = open(folder);
        LocalEvaluator local =
            new LocalEvaluator(timed(halved.ladder(session), session, journal.replayed()), 3)) {
      return halved.run(60, new MemoizingEvaluator(journal.journalling(local), journal.replayed()));
    }
  }

  /** A ladder whose candidates have latencies that are others in each session. */
  private static LadderTrainer timed(LadderTrainer ladder, long session, List<Outcome> replayed) {
    Map<String, Duration> known = new ConcurrentHashMap<>(Ladders.latencies(replayed));
    return new LadderTrainer(
        ladder.rungs().stream()
            .map(
                rung ->
                    (CandidateTrainer)
                        a ->
                            rung.train(a)
                                .withLatency(
                                    known.computeIfAbsent(a.id(), id -> latency(session, id))))
            .toList());
  }

  private static Duration latency(long session, String id) {
    return Duration.ofNanos(1000 + new Seed(session).child(id).generator().nextInt(1_000_000));
  }

  private static Journal open(Path folder) throws Exception {
    return Journal.exists(folder)
        ? Journal.resume(folder, Map.of(), ConvNetSpace.CPU::parse, warning -> {})
        : Journal.create(folder, Map.of());
  }
}
