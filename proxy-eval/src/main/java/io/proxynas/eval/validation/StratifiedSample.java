package io.proxynas.eval.validation;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The candidates of a ranking that are trained on the full data: a random sample spread over the
 * whole ranking, from which the correlations are estimated, and the top, among which the search
 * chooses. The top is no part of the random sample (a candidate may be in both by chance): chosen
 * for its proxy scores, it would bias a correlation with them.
 *
 * @param random one candidate a stratum, best stratum first
 * @param top the first of the ranking, and those that taught it
 */
public record StratifiedSample(List<Outcome.Trained> random, List<Outcome.Trained> top) {

  /** Strata of the random sample unless the user asks for another number. */
  public static final int DEFAULT_STRATA = 12;

  /** Candidates of the top unless the user asks for another number. */
  public static final int DEFAULT_TOP = 3;

  public StratifiedSample {
    random = List.copyOf(random);
    top = List.copyOf(top);
  }

  /**
   * Draws a sample. The N ranked candidates are cut into strata of neighbouring ranks, stratum i
   * being places ⌊iN/k⌋ up to ⌊(i+1)N/k⌋, so that sizes differ by one at most; each stratum gives
   * one candidate, drawn uniformly. With N ≤ k every candidate is taken.
   *
   * @param ranking the candidates that the proxy could rank; failed ones are never drawn
   * @param strata k, at least 0
   * @param topCount how many of the first candidates to take besides, at least 0; all if there are
   *     fewer
   * @param seed decides the draw
   */
  public static StratifiedSample of(Ranking ranking, int strata, int topCount, Seed seed) {
    return of(ranking.trained(), strata, topCount, seed);
  }

  private static StratifiedSample of(
      List<Outcome.Trained> ranked, int strata, int topCount, Seed seed) {
    if (strata < 0) {
      throw new IllegalArgumentException("strata must be at least 0, but was " + strata);
    }
    if (topCount < 0) {
      throw new IllegalArgumentException("the top must be at least 0, but was " + topCount);
    }
    int drawn = Math.min(strata, ranked.size());
    RandomGenerator random = seed.generator();
    List<Outcome.Trained> sample = new ArrayList<>(drawn);
    for (int i = 0; i < drawn; i++) {
      int from = boundary(i, drawn, ranked.size());
      int to = boundary(i + 1, drawn, ranked.size());
      sample.add(ranked.get(random.nextInt(from, to)));
    }
    return new StratifiedSample(sample, ranked.subList(0, Math.min(topCount, ranked.size())));
  }

  /**
   * The sample of a run: so many candidates drawn over the whole ranking, and its first {@link
   * #DEFAULT_TOP}; none at all if none are to be drawn. Those whose full trainings have taught the
   * ranking are never drawn, since it would be judged by what it knows; they join the top.
   *
   * @param taught ids of candidates of the ranking
   * @param seed of the run
   */
  public static StratifiedSample ofRun(Ranking ranking, int drawn, Set<String> taught, Seed seed) {
    List<Outcome.Trained> ranked = ranking.trained();
    StratifiedSample untouched =
        of(
            ranked.stream().filter(o -> !taught.contains(o.architecture().id())).toList(),
            drawn,
            0,
            seed.child("sample"));
    List<Outcome.Trained> first = ranked.subList(0, Math.min(DEFAULT_TOP, ranked.size()));
    return new StratifiedSample(
        untouched.random(),
        ranked.stream()
            .filter(o -> taught.contains(o.architecture().id()) || drawn > 0 && first.contains(o))
            .toList());
  }

  private static int boundary(int stratum, int strata, int size) {
    return (int) ((long) stratum * size / strata);
  }

  /** The distinct candidates to train, each once though it may be in both parts. */
  public List<Outcome.Trained> all() {
    return Stream.concat(top.stream(), random.stream()).distinct().toList();
  }

  /** Their architectures. */
  List<Architecture> architectures() {
    return all().stream().map(Outcome::architecture).toList();
  }
}
