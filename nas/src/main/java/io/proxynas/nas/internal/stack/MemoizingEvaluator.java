package io.proxynas.nas.internal.stack;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.CandidateSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Remembers outcomes by architecture id, so that each distinct architecture is trained once,
 * whether it comes again in the same batch, in a later one, or from another thread meanwhile.
 * Failures are remembered too. A candidate that stands several times in a batch is heard once.
 */
public final class MemoizingEvaluator implements CandidateEvaluator {

  /*
   * A caller claims each unknown id with a future of its own, trains what it claimed, and only then
   * waits for what others claimed, so callers never wait in a circle. If a caller gives up
   * (interrupted, stopped, or its evaluator failed), it cancels its open claims, which leave the
   * cache, and whoever waited for one claims it anew.
   */

  private final CandidateEvaluator inner;
  private final AsyncCache<String, Outcome> cache = Caffeine.newBuilder().buildAsync();

  /** An evaluator that remembers nothing yet. */
  public MemoizingEvaluator(CandidateEvaluator inner) {
    this(inner, List.of());
  }

  /**
   * An evaluator that knows some outcomes already, as when a journal is resumed.
   *
   * @param inner trains the others
   * @param known of two outcomes of the same architecture the first counts
   */
  public MemoizingEvaluator(CandidateEvaluator inner, Collection<? extends Outcome> known) {
    this.inner = inner;
    for (Outcome outcome : known) {
      cache
          .asMap()
          .putIfAbsent(outcome.architecture().id(), CompletableFuture.completedFuture(outcome));
    }
  }

  @Override
  public List<Outcome> evaluate(List<Architecture> candidates, Observer observer)
      throws InterruptedException {
    Map<String, Architecture> open = new LinkedHashMap<>();
    candidates.forEach(candidate -> open.putIfAbsent(candidate.id(), candidate));
    Map<String, Outcome> answers = new HashMap<>();
    Observer noting = observer.first(outcome -> answers.put(outcome.architecture().id(), outcome));
    while (!open.isEmpty()) {
      Map<String, CompletableFuture<Outcome>> foreign = claimAndTrain(open, noting);
      await(foreign, noting);
      open.keySet().retainAll(foreign.keySet());
      open.keySet().removeAll(answers.keySet());
      if (!open.isEmpty() && !observer.mayStart()) {
        break;
      }
    }
    return candidates.stream()
        .map(candidate -> answers.get(candidate.id()))
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A candidate that another caller has in training is trained here, too, rather than waited
   * for.
   */
  @Override
  public void evaluate(CandidateSource source, Observer observer) throws InterruptedException {
    Map<String, CompletableFuture<Outcome>> mine = new HashMap<>();
    try {
      inner.evaluate(() -> unknown(source, mine, observer), observer.first(o -> keep(o, mine)));
    } finally {
      mine.forEach(this::giveUp);
    }
  }

  private static void keep(Outcome outcome, Map<String, CompletableFuture<Outcome>> claims) {
    CompletableFuture<Outcome> claim = claims.get(outcome.architecture().id());
    if (claim != null) {
      claim.complete(outcome);
    }
  }

  /** Offers what has to be trained; tells the rest, which may lead to more offers, at once. */
  private List<Architecture> unknown(
      CandidateSource source, Map<String, CompletableFuture<Outcome>> mine, Observer observer) {
    List<Architecture> unknown = new ArrayList<>();
    List<Architecture> offered = source.next();
    while (!offered.isEmpty()) {
      for (Architecture candidate : offered) {
        CompletableFuture<Outcome> claim = new CompletableFuture<>();
        CompletableFuture<Outcome> earlier = cache.asMap().putIfAbsent(candidate.id(), claim);
        if (earlier == null) {
          mine.put(candidate.id(), claim);
        }
        if (isKnown(earlier)) {
          observer.finished(earlier.join());
        } else if (earlier == null || !mine.containsKey(candidate.id())) {
          unknown.add(candidate);
        }
      }
      offered = source.next();
    }
    return unknown;
  }

  private static boolean isKnown(@Nullable CompletableFuture<Outcome> claim) {
    return claim != null && claim.isDone() && !claim.isCompletedExceptionally();
  }

  /** Trains what nobody has claimed; returns the claims of others, finished or not. */
  private Map<String, CompletableFuture<Outcome>> claimAndTrain(
      Map<String, Architecture> open, Observer observer) throws InterruptedException {
    Map<String, CompletableFuture<Outcome>> mine = new LinkedHashMap<>();
    Map<String, CompletableFuture<Outcome>> foreign = new LinkedHashMap<>();
    try {
      for (String id : open.keySet()) {
        CompletableFuture<Outcome> claim = new CompletableFuture<>();
        CompletableFuture<Outcome> earlier = cache.asMap().putIfAbsent(id, claim);
        (earlier == null ? mine : foreign).put(id, earlier == null ? claim : earlier);
      }
      tellFinished(foreign, observer);
      train(mine, open, observer);
    } finally {
      mine.forEach(this::giveUp);
    }
    return foreign;
  }

  private void train(
      Map<String, CompletableFuture<Outcome>> mine,
      Map<String, Architecture> open,
      Observer observer)
      throws InterruptedException {
    if (mine.isEmpty()) {
      return;
    }
    inner.evaluate(
        mine.keySet().stream().map(open::get).toList(),
        observer.first(outcome -> mine.get(outcome.architecture().id()).complete(outcome)));
  }

  /** Lets others claim what was not finished; does nothing to a finished claim. */
  private void giveUp(String id, CompletableFuture<Outcome> claim) {
    if (claim.cancel(false)) {
      cache.asMap().remove(id, claim);
    }
  }

  /** Tells, and takes off the map, what is known at once. */
  private static void tellFinished(
      Map<String, CompletableFuture<Outcome>> claims, Observer observer) {
    claims
        .values()
        .removeIf(
            claim -> {
              boolean known = isKnown(claim);
              if (known) {
                observer.finished(claim.join());
              }
              return known;
            });
  }

  /** Waits for claims of other callers; those that were given up stay without an outcome. */
  private static void await(Map<String, CompletableFuture<Outcome>> claims, Observer observer)
      throws InterruptedException {
    for (CompletableFuture<Outcome> claim : claims.values()) {
      try {
        observer.finished(claim.get());
      } catch (CancellationException e) {
        continue; // its caller gave up: claimed anew in the next round
      } catch (ExecutionException e) {
        throw new IllegalStateException("a claim is only completed or cancelled", e);
      }
    }
  }
}
