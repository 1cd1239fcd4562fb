package io.proxynas.nas.search;

import io.proxynas.engine.Progress;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.Outcome;
import io.proxynas.nas.search.SearchResult.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What all strategies share: the strategy proposes candidates, and this keeps the budget, evaluates
 * each distinct one once, remembers the outcomes, and notices when the search is over.
 */
final class SearchRun implements CandidateEvaluator.Observer {

  /**
   * So many failures in a row, in the order of the history, mean that something is wrong beyond the
   * candidates.
   */
  static final int MAX_FAILURES = 10;

  private final SearchTask task;
  private final CandidateEvaluator evaluator;
  private final Progress progress;
  private final LongSupplier nanoTime;
  private final long startNanos;

  private final Map<String, Architecture> proposed = new LinkedHashMap<>();
  private final List<Architecture> batch = new ArrayList<>();
  private final Map<String, Outcome> outcomes = new HashMap<>();
  private final Set<String> rejected = new HashSet<>();
  private final UnseenCandidates unseen;
  private int repeats;
  private boolean exhausted;
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
    this.unseen =
        new UnseenCandidates(task.space(), a -> !proposed.containsKey(a.id()) && isAdmitted(a));
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
    if (proposed.containsKey(candidate.id())) {
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
    proposed.put(candidate.id(), candidate);
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

  /** Evaluates the batch and notices if the search is over with it. */
  void evaluateBatch() {
    if (isOver()) {
      return;
    }
    try {
      if (!batch.isEmpty()) {
        evaluator.evaluate(List.copyOf(batch), this);
      }
      end = endAfterBatch();
    } catch (InterruptedException e) {
      end = End.INTERRUPTED;
    }
    batch.clear();
  }

  private @Nullable End endAfterBatch() {
    if (!hasRoom() && outcomes.size() == proposed.size()) {
      return End.COMPLETE;
    }
    if (!mayStart()) {
      return End.TIME_LIMIT;
    }
    return failuresInARow() >= MAX_FAILURES ? End.FAILURES : null;
  }

  private int failuresInARow() {
    int failures = 0;
    for (Outcome outcome : history()) {
      failures = outcome instanceof Outcome.Failed ? failures + 1 : 0;
    }
    return failures;
  }

  boolean isOver() {
    return end != null;
  }

  @Override
  public void finished(Outcome outcome) {
    outcomes.put(outcome.architecture().id(), outcome);
    progress.at(outcomes.size(), task.target());
  }

  @Override
  public boolean mayStart() {
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

  /**
   * How good a candidate's canonical form is, the larger the better; −∞ for a failure, and for what
   * was not evaluated.
   */
  double fitness(Architecture architecture) {
    return outcome(architecture).orElse(null) instanceof Outcome.Trained trained
        ? task.rankBy().fitness().merit(trained.scores())
        : Double.NEGATIVE_INFINITY;
  }

  private List<Outcome> history() {
    return proposed.keySet().stream().map(outcomes::get).filter(Objects::nonNull).toList();
  }

  /** The result of a search that is over. */
  SearchResult result() {
    return new SearchResult(
        history(),
        task.candidates(),
        repeats,
        rejected.size(),
        task.rankBy(),
        elapsed(),
        Objects.requireNonNull(end));
  }
}
