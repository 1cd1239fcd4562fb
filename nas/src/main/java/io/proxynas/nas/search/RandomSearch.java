package io.proxynas.nas.search;

import io.proxynas.engine.Progress;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import java.util.random.RandomGenerator;

/**
 * Random search without replacement (Bergstra and Bengio, JMLR 13, 2012): the baseline that any
 * other strategy has to beat, and an unbiased sample of the space.
 */
public final class RandomSearch implements Search {

  @Override
  public SearchResult run(SearchTask task, CandidateEvaluator evaluator, Progress progress) {
    SearchRun run = new SearchRun(task, evaluator, progress);
    RandomGenerator random = task.seed().child("random search").generator();
    run.evaluateContinuously(run.underWay(), () -> run.proposeUnseen(random), outcome -> {});
    return run.result();
  }
}
