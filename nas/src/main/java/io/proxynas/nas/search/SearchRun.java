package io.proxynas.nas.search;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Shuffle;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.search.SearchResult.End;
import io.proxynas.nas.space.UnseenCandidates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What all strategies share: the strategy proposes candidates, and this keeps the budget, evaluates
 * each distinct one once, remembers the outcomes, and notices when the search is over.
 */
final class SearchRun implements CandidateEvaluator.Observer {

  /**
   * Candidates under way where proposals do not depend on outcomes: enough to keep many workers
   * busy, few enough to notice failures early.
   */
  private static final int UNDER_WAY = 64;

  /** The same where the outcomes decide how long the search goes on. */
  private static final int UNDER_WAY_WITH_PATIENCE = 16;

  private final SearchTask task;
  private final CandidateEvaluator evaluator;
  private final Progress progress;
  private final LongSupplier nanoTime;
  private final long startNanos;

  private final List<Architecture> proposed = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private final List<Architecture> batch = new ArrayList<>();
  private final Map<String, Outcome> outcomes = new HashMap<>();
  private final Set<String> rejected = new HashSet<>();
  private final UnseenCandidates unseen;
  private final Patience patience;

  /** The candidates that patience has counted. */
  private final Set<String> counted = new HashSet<>();

  private int repeats;
  private boolean exhausted;

  /** How many outcomes, from the first proposal on without a gap, were counted and learnt. */
  private int settled;

  /** How many, in the same way, patience has counted. */
  private int judged;

  private int failuresInARow;
  private boolean failing;

  /** Whether a training was not started since the time was over. */
  private volatile boolean cut;

  private @Nullable End end;

  SearchRun(SearchTask task, CandidateEvaluator evaluator, Progress progress) {
    this(task, evaluator, progress, System::nanoTime);
  }

  /** With a clock of the caller's, for tests. */
  SearchRun(
      SearchTask task, CandidateEvaluator evaluator, Progress progress, LongSupplier nanoTime) {
    this.task = task;
    this.evaluator = evaluator;
    this.progress = progress;
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
    this.patience = new Patience(task.patience(), task.round().merit());
    for (Outcome outcome : task.round().known()) {
      proposed.add(outcome.architecture());
      known.add(outcome.architecture().id());
      outcomes.put(outcome.architecture().id(), outcome);
      patience.again(outcome);
      counted.add(outcome.architecture().id());
    }
    this.settled = proposed.size();
    this.judged = proposed.size();
    this.unseen = new UnseenCandidates(task.space(), a -> !known.contains(a.id()) && isAdmitted(a));
  }

  /** Whether another candidate may be proposed: budget and space have one left. */
  boolean hasRoom() {
    return proposed.size() < task.target() && !exhausted;
  }

  /** Asks the constraint once for each candidate. */
  private boolean isAdmitted(Architecture candidate) {
    if (rejected.contains(candidate.id())) {
      return false;
    }
    boolean admitted = task.constraint().admits(candidate);
    if (!admitted) {
      rejected.add(candidate.id());
    }
    return admitted;
  }

  /** The number of candidates proposed since the last evaluation. */
  int batchSize() {
    return batch.size();
  }

  /**
   * Adds the canonical form of a candidate to the next batch, unless it was proposed before, the
   * constraint refuses it, or there is no room.
   *
   * @return whether it was added
   */
  boolean propose(Architecture architecture) {
    Architecture candidate = task.space().canonical(architecture);
    if (known.contains(candidate.id())) {
      repeats++;
      return false;
    }
    if (!hasRoom() || !isAdmitted(candidate)) {
      return false;
    }
    add(candidate);
    return true;
  }

  private void add(Architecture candidate) {
    proposed.add(candidate);
    known.add(candidate.id());
    batch.add(candidate);
  }

  /**
   * Adds a random candidate that was not proposed before to the next batch; there must be room.
   *
   * @return the candidate; empty if the space has none left, and then there is no room any more
   */
  Optional<Architecture> proposeUnseen(RandomGenerator random) {
    Optional<Architecture> candidate = unseen.next(random);
    candidate.ifPresentOrElse(this::add, () -> exhausted = true);
    return candidate;
  }

  /**
   * Adds one of the architecture's neighbours that were not proposed before, each with the same
   * probability.
   *
   * @return whether there was one
   */
  boolean proposeNeighbour(Architecture architecture, RandomGenerator random) {
    List<Architecture> neighbours = task.space().neighbours(architecture);
    int[] order = IntStream.range(0, neighbours.size()).toArray();
    Shuffle.all(order, random);
    return IntStream.of(order).anyMatch(i -> propose(neighbours.get(i)));
  }

  /** The strategy has nothing more to propose. */
  void exhaust() {
    exhausted = true;
  }

  /** Candidates to have under way for a strategy whose proposals do not depend on outcomes. */
  int underWay() {
    return task.patience().isPresent() ? UNDER_WAY_WITH_PATIENCE : UNDER_WAY;
  }

  /** Evaluates the batch and notices if the search is over with it. */
  void evaluateBatch() {
    if (isOver()) {
      return;
    }
    try {
      if (!batch.isEmpty()) {
        evaluator.evaluate(List.copyOf(batch), this);
      }
      settle(Integer.MAX_VALUE, outcome -> {});
      judge(Integer.MAX_VALUE);
      end = endAfterEvaluation();
    } catch (InterruptedException e) {
      end = End.INTERRUPTED;
    }
    batch.clear();
  }

  /**
   * Evaluates candidates until the search is over, a number of them under way at a time, so that
   * workers never wait for a batch. When candidate i is proposed, the outcomes of the candidates up
   * to i - lag have been learnt, and no others, whichever have finished; so the history is the same
   * at any number of workers, of whom the first {@code lag} are kept busy.
   *
   * <p>When patience is over, those under way are waited for; where one of them is better, the
   * proposals go on as if nobody had waited.
   *
   * @param lag the number of candidates under way, at least 1
   * @param propose adds one candidate; called while there is room
   * @param learn hears the outcomes in the order of the proposals
   */
  void evaluateContinuously(int lag, Runnable propose, Consumer<Outcome> learn) {
    try {
      boolean waited;
      do {
        evaluator.evaluate(() -> offer(lag, propose, learn), this);
        waited = patience.isOver();
        judge(Integer.MAX_VALUE);
      } while (waited && !patience.isOver() && hasRoom() && inTime() && !failing);
      settle(Integer.MAX_VALUE, learn);
      end = endAfterEvaluation();
    } catch (InterruptedException e) {
      end = End.INTERRUPTED;
    }
  }

  private List<Architecture> offer(int lag, Runnable propose, Consumer<Outcome> learn) {
    batch.clear();
    while (hasRoom()) {
      settle(proposed.size() - lag + 1, learn);
      judge(proposed.size() - lag + 1);
      if (failing || patience.isOver() || proposed.size() - settled >= lag) {
        break;
      }
      propose.run();
    }
    return List.copyOf(batch);
  }

  /** Counts and learns outcomes in the order of the proposals, up to a number or a gap. */
  private void settle(int number, Consumer<Outcome> learn) {
    while (settled < Math.min(number, proposed.size())) {
      Outcome outcome = outcomes.get(proposed.get(settled).id());
      if (outcome == null) {
        return;
      }
      settled++;
      failuresInARow = outcome instanceof Outcome.Failed ? failuresInARow + 1 : 0;
      failing |= failuresInARow >= SearchResult.MAX_FAILURES;
      learn.accept(outcome);
    }
  }

  /** Counts outcomes for patience, in the order of the proposals, up to a number or a gap. */
  private void judge(int number) {
    while (judged < Math.min(number, proposed.size())) {
      Outcome outcome = outcomes.get(proposed.get(judged).id());
      if (outcome == null) {
        return;
      }
      judged++;
      counted.add(outcome.architecture().id());
      patience.next(outcome);
    }
  }

  private @Nullable End endAfterEvaluation() {
    if (!cut && !hasRoom() && outcomes.size() == proposed.size()) {
      return End.COMPLETE;
    }
    if (!inTime()) {
      return End.TIME_LIMIT;
    }
    if (failing) {
      return End.FAILURES;
    }
    return patience.isOver() ? End.PATIENCE : null;
  }

  boolean isOver() {
    return end != null;
  }

  @Override
  public void finished(Outcome outcome) {
    String id = outcome.architecture().id();
    outcomes.put(id, outcome);
    if (counted.contains(id)) {
      patience.again(outcome);
    }
    progress.at(outcomes.size(), task.target());
  }

  @Override
  public boolean mayStart() {
    boolean may = inTime();
    if (!may) {
      cut = true;
    }
    return may;
  }

  private boolean inTime() {
    return task.timeLimit().isEmpty() || elapsed().compareTo(task.timeLimit().get()) < 0;
  }

  private Duration elapsed() {
    return Duration.ofNanos(nanoTime.getAsLong() - startNanos);
  }

  /** The outcome of a candidate's canonical form, if that was evaluated. */
  Optional<Outcome> outcome(Architecture architecture) {
    Architecture candidate = task.space().canonical(architecture);
    return Optional.ofNullable(outcomes.get(candidate.id()));
  }

  /** What the search knew at the beginning, and what it maximises. */
  Round round() {
    return task.round();
  }

  /** The outcome of a candidate's canonical form, if that was trained. */
  Optional<Outcome.Trained> trained(Architecture architecture) {
    return outcome(architecture)
        .filter(Outcome.Trained.class::isInstance)
        .map(Outcome.Trained.class::cast);
  }

  private List<Outcome> history() {
    return proposed.stream().map(a -> outcomes.get(a.id())).filter(Objects::nonNull).toList();
  }

  /** The result of a search that is over. */
  SearchResult result() {
    return new SearchResult(
        history(),
        task.candidates(),
        repeats,
        rejected,
        task.rankBy(),
        elapsed(),
        Objects.requireNonNull(end));
  }
}
