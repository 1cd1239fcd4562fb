package io.proxynas.nas.search;

import io.proxynas.engine.Progress;
import io.proxynas.nas.evaluate.CandidateEvaluator;

/**
 * Chooses candidates of a space and has them evaluated, each distinct architecture once, until the
 * task's budget is spent. The candidates and their order follow from the task and the scores alone:
 * the same at any number of workers, and the same again when a journal's outcomes are replayed.
 *
 * <pre>{@code
 * SearchTask task = new SearchTask(ConvNetSpace.CPU, 50, new Seed(1)); // 50 distinct candidates
 * Search search = Strategy.GENETIC.search(List.of());
 * Ranking ranking = search.run(task, evaluator, Progress.NONE).ranking();
 * }</pre>
 */
public interface Search {

  /**
   * Runs the search and returns what it found, however it ended. An interrupt of the calling thread
   * ends it soon: the result then holds every outcome that was finished, says {@link
   * SearchResult.End#INTERRUPTED}, and the thread's interrupt status is clear, so that the caller
   * can still write files.
   *
   * @param task space, budget and seed
   * @param evaluator trains the candidates, one batch at a time; its exceptions reach the caller
   * @param progress hears the number of finished candidates, of the number to train
   */
  SearchResult run(SearchTask task, CandidateEvaluator evaluator, Progress progress);
}
