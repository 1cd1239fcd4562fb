package io.proxynas.nas.evaluate;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import java.util.List;
import java.util.function.Consumer;

/**
 * Trains and scores candidates: a batch of them, or those that a source offers as outcomes come in.
 * The evaluator owns parallelism: a search calls it from one thread and waits. What an
 * architecture's outcome is depends on the architecture alone, not on the batch, the order or the
 * number of workers; durations excepted.
 *
 * <pre>{@code
 * CandidateTrainer trainer =
 *     new RecipeTrainer(new Trainer(recipe), proxyImages, validationImages, new Seed(1));
 * try (LocalEvaluator evaluator = new LocalEvaluator(trainer, 2)) { // on two threads
 *   List<Outcome> outcomes = evaluator.evaluate(List.of(new Mlp(64), new Mlp(128)));
 *   Ranking ranking = Ranking.of(outcomes);
 * }
 * }</pre>
 */
public interface CandidateEvaluator {

  /**
   * Evaluates a batch and tells the observer of each outcome as soon as it is there.
   *
   * @param candidates the batch
   * @param observer hears outcomes in the order in which they finish, and may stop the batch
   * @return the outcomes in the order of the candidates, one for each; only if the observer stopped
   *     the batch, those that were never started are missing
   * @throws InterruptedException if the calling thread is interrupted; no candidate is in training
   *     any more, and the observer has heard of every one that had finished
   */
  List<Outcome> evaluate(List<Architecture> candidates, Observer observer)
      throws InterruptedException;

  /**
   * Evaluates what a source offers, until it offers nothing and nothing is in training. Here in
   * batches of what it offers at once; an evaluator with workers of its own starts each candidate
   * as soon as one is free.
   *
   * @param source asked for candidates
   * @param observer hears outcomes in the order in which they finish; after it has stopped the
   *     evaluation, candidates that are offered are not started
   * @throws InterruptedException as for a batch
   */
  default void evaluate(CandidateSource source, Observer observer) throws InterruptedException {
    List<Architecture> offered = source.next();
    while (!offered.isEmpty()) {
      evaluate(offered, observer);
      offered = source.next();
    }
  }

  /** Evaluates a batch that nobody observes. */
  default List<Outcome> evaluate(List<Architecture> candidates) throws InterruptedException {
    return evaluate(candidates, outcome -> {});
  }

  /** This evaluator, with an action that hears of each outcome before the observer does. */
  default CandidateEvaluator heardBy(Consumer<? super Outcome> action) {
    CandidateEvaluator inner = this;
    return new CandidateEvaluator() {
      @Override
      public List<Outcome> evaluate(List<Architecture> candidates, Observer observer)
          throws InterruptedException {
        return inner.evaluate(candidates, observer.first(action));
      }

      @Override
      public void evaluate(CandidateSource source, Observer observer) throws InterruptedException {
        inner.evaluate(source, observer.first(action));
      }
    };
  }

  /** Watches over one evaluation: for a journal, for progress, for a time limit. */
  @FunctionalInterface
  interface Observer {

    /**
     * A candidate is finished. Called from the thread that called {@code evaluate}, at least once
     * for each distinct candidate. An exception ends the batch and reaches its caller.
     */
    void finished(Outcome outcome);

    /**
     * Asked before a candidate is started, from any thread; after {@code false} no other one is.
     */
    default boolean mayStart() {
      return true;
    }

    /** This observer, with an action that comes before it hears of an outcome. */
    default Observer first(Consumer<? super Outcome> action) {
      Observer next = this;
      return new Observer() {
        @Override
        public void finished(Outcome outcome) {
          action.accept(outcome);
          next.finished(outcome);
        }

        @Override
        public boolean mayStart() {
          return next.mayStart();
        }
      };
    }
  }
}
