package io.proxynas.nas.search;

import io.proxynas.engine.Progress;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import java.util.Iterator;

/** The whole space in its own order, as far as the budget goes; the seed decides nothing. */
public final class ExhaustiveSearch implements Search {

  @Override
  public SearchResult run(SearchTask task, CandidateEvaluator evaluator, Progress progress) {
    SearchRun run = new SearchRun(task, evaluator, progress);
    Iterator<Architecture> space = task.space().architectures().iterator();
    run.evaluateContinuously(run.underWay(), () -> proposeNext(run, space), outcome -> {});
    return run.result();
  }

  /** Equal networks, and those that a constraint refuses, are passed over. */
  private static void proposeNext(SearchRun run, Iterator<Architecture> space) {
    boolean proposed = false;
    while (!proposed && space.hasNext()) {
      proposed = run.propose(space.next());
    }
    if (!proposed) {
      run.exhaust();
    }
  }
}
