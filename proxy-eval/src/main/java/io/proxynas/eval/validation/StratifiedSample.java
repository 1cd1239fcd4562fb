package io.proxynas.eval.validation;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The candidates of a ranking that are trained on the full data: a random sample spread over the
 * whole ranking, from which the correlations are estimated, and the top, among which the search
 * chooses. The top is no part of the random sample (a candidate may be in both by chance): chosen
 * for its proxy scores, it would bias a correlation with them.
 *
 * <p>Candidates whose full trainings taught the ranking are in neither: it would be judged by what
 * it knows.
 *
 * @param random one candidate a stratum, best stratum first
 * @param top the first of the ranking that did not teach it
 * @param taught those that taught it, in its order; none unless it is calibrated
 */
public record StratifiedSample(
    List<Outcome.Trained> random, List<Outcome.Trained> top, List<Outcome.Trained> taught) {

  /** Strata of the random sample unless the user asks for another number. */
  public static final int DEFAULT_STRATA = 12;

  /** Candidates of the top unless the user asks for another number. */
  public static final int DEFAULT_TOP = 3;

  public StratifiedSample {
    random = List.copyOf(random);
    top = List.copyOf(top);
    taught = List.copyOf(taught);
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
    return new StratifiedSample(
        sample, ranked.subList(0, Math.min(topCount, ranked.size())), List.of());
  }

  /**
   * The sample of a run: so many candidates drawn over the whole ranking, and the first {@link
   * #DEFAULT_TOP} of it, none of whom taught it; and those who did. If none are to be drawn, there
   * is no top either.
   *
   * @param taught ids of candidates of the ranking
   * @param seed of the run
   */
  public static StratifiedSample ofRun(Ranking ranking, int drawn, Set<String> taught, Seed seed) {
    Map<Boolean, List<Outcome.Trained>> byWhetherTaught =
        ranking.trained().stream()
            .collect(Collectors.partitioningBy(o -> taught.contains(o.architecture().id())));
    StratifiedSample others =
        of(byWhetherTaught.get(false), drawn, drawn > 0 ? DEFAULT_TOP : 0, seed.child("sample"));
    return new StratifiedSample(others.random(), others.top(), byWhetherTaught.get(true));
  }

  private static int boundary(int stratum, int strata, int size) {
    return (int) ((long) stratum * size / strata);
  }

  /** The distinct candidates to train, each once though it may be in two parts. */
  public List<Outcome.Trained> all() {
    return Stream.of(top, taught, random).flatMap(List::stream).distinct().toList();
  }

  /** Their architectures. */
  List<Architecture> architectures() {
    return all().stream().map(Outcome::architecture).toList();
  }
}
