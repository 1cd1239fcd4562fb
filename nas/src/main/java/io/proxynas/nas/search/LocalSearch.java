package io.proxynas.nas.search;

import io.proxynas.engine.Progress;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.train.check.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Hill climbing (White, Nolen and Savani, "Exploring the Loss Landscape in Neural Architecture
 * Search", UAI 2021, algorithm 1): from the best of some random candidates to its best neighbour,
 * as long as that is better, and then anew from other random candidates.
 *
 * @param starts random candidates of which the best is where a climb begins, at least 1
 */
public record LocalSearch(int starts) implements Search {

  /** Ten, by the trials in docs/results/strategies.md; the published algorithm begins at one. */
  public static final LocalSearch DEFAULT = new LocalSearch(10);

  public LocalSearch {
    Require.atLeastOne("starts", starts);
  }

  @Override
  public SearchResult run(SearchTask task, CandidateEvaluator evaluator, Progress progress) {
    SearchRun run = new SearchRun(task, evaluator, progress);
    RandomGenerator random = task.seed().child("local search").generator();
    List<Outcome.Trained> known = task.round().best(1);
    while (!run.isOver()) {
      Optional<Outcome.Trained> climber =
          known.isEmpty() ? start(run, random) : Optional.of(known.get(0));
      known = List.of();
      while (climber.isPresent() && !run.isOver()) {
        climber = step(task, run, climber.get());
      }
    }
    return run.result();
  }

  private Optional<Outcome.Trained> start(SearchRun run, RandomGenerator random) {
    List<Architecture> candidates = new ArrayList<>();
    while (candidates.size() < starts && run.hasRoom()) {
      run.proposeUnseen(random).ifPresent(candidates::add);
    }
    run.evaluateBatch();
    return best(run, candidates);
  }

  /** The best neighbour, if it is better. */
  private static Optional<Outcome.Trained> step(
      SearchTask task, SearchRun run, Outcome.Trained from) {
    List<Architecture> neighbours = task.space().neighbours(from.architecture());
    neighbours.forEach(run::propose);
    run.evaluateBatch();
    Outcome.Trained here = run.trained(from.architecture()).orElse(from); // promoted meanwhile
    return best(run, neighbours).filter(to -> run.round().bestFirst().compare(to, here) < 0);
  }

  private static Optional<Outcome.Trained> best(SearchRun run, List<Architecture> candidates) {
    return candidates.stream()
        .map(run::trained)
        .flatMap(Optional::stream)
        .min(run.round().bestFirst());
  }
}
