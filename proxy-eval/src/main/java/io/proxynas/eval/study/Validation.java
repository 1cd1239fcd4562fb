package io.proxynas.eval.study;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.stat.Bootstrap;
import io.proxynas.eval.stat.KendallTau;
import io.proxynas.eval.stat.Regret;
import io.proxynas.eval.stat.SpearmanCorrelation;
import io.proxynas.eval.stat.TopKRecall;
import io.proxynas.nas.Ranking;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Trains a sample of a ranking on the full data and measures how well the ranking holds there.
 *
 * @param fullData trains on the full training set, with the search's recipe and scored on the same
 *     validation split
 * @param bootstrap makes the intervals
 * @param topK k of the top-k recall, at least 1
 */
public record Validation(CandidateEvaluator fullData, Bootstrap bootstrap, int topK) {

  public Validation {
    if (topK < 1) {
      throw new IllegalArgumentException("k must be at least 1, but was " + topK);
    }
  }

  /** With {@link Bootstrap#DEFAULT} and k = {@link StratifiedSample#DEFAULT_TOP}. */
  public Validation(CandidateEvaluator fullData) {
    this(fullData, Bootstrap.DEFAULT, StratifiedSample.DEFAULT_TOP);
  }

  /**
   * Validates a ranking. Each candidate of the sample is trained once; those that fail are dropped
   * and reported.
   *
   * @param ranking what the search found
   * @param sample candidates of {@code ranking}
   * @param seed decides the bootstrap's draws
   * @throws InterruptedException when the thread was interrupted
   * @throws IllegalArgumentException if a candidate of the sample is not in the ranking
   */
  public ValidationResult validate(Ranking ranking, StratifiedSample sample, Seed seed)
      throws InterruptedException {
    requireRanked(ranking, sample);
    List<Outcome> outcomes = evaluate(sample.architectures());
    List<PairedScore> pairs = pair(ranking, sample, outcomes);
    List<PairedScore> random = pairs.stream().filter(PairedScore::inRandomSample).toList();
    double[] proxy = values(random, PairedScore::proxyMerit);
    double[] full = values(random, PairedScore::fullAccuracy);
    return new ValidationResult(
        pairs,
        only(Outcome.Failed.class, outcomes),
        sample.random().size(),
        bootstrap.confidence(),
        bootstrap.interval(
            SpearmanCorrelation::of, proxy, full, seed.child("spearman").generator()),
        bootstrap.interval(KendallTau::of, proxy, full, seed.child("kendall").generator()),
        new TopK(topK, TopKRecall.of(order(random), full, topK)),
        Regret.of(order(pairs), values(pairs, PairedScore::fullAccuracy)),
        rivals(random, full));
  }

  private static void requireRanked(Ranking ranking, StratifiedSample sample) {
    Set<Architecture> unknown = new HashSet<>(sample.architectures());
    ranking.trained().forEach(outcome -> unknown.remove(outcome.architecture()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "a validated candidate must be in the ranking, but this one is not: "
              + unknown.stream().map(Architecture::id).min(Comparator.naturalOrder()).get());
    }
  }

  private List<Outcome> evaluate(List<Architecture> candidates) throws InterruptedException {
    List<Outcome> outcomes = fullData.evaluate(candidates);
    List<Architecture> answered = outcomes.stream().map(Outcome::architecture).toList();
    if (!answered.equals(candidates)) {
      throw new IllegalStateException(
          "an evaluator must answer each candidate in order, but asked for %s it answered %s"
              .formatted(ids(candidates), ids(answered)));
    }
    return outcomes;
  }

  private static List<String> ids(List<Architecture> candidates) {
    return candidates.stream().map(Architecture::id).toList();
  }

  private static List<PairedScore> pair(
      Ranking ranking, StratifiedSample sample, List<Outcome> outcomes) {
    List<Outcome.Trained> ranked = ranking.trained();
    List<PairedScore> pairs = new ArrayList<>();
    for (int place = 0; place < ranked.size(); place++) {
      Architecture architecture = ranked.get(place).architecture();
      for (Outcome.Trained full : only(Outcome.Trained.class, outcomes)) {
        if (full.architecture().equals(architecture)) {
          pairs.add(
              new PairedScore(
                  place + 1,
                  ranked.get(place),
                  full,
                  contains(sample.random(), architecture),
                  contains(sample.top(), architecture)));
        }
      }
    }
    return pairs;
  }

  private static boolean contains(List<Outcome.Trained> part, Architecture architecture) {
    return part.stream().anyMatch(outcome -> outcome.architecture().equals(architecture));
  }

  private static <T extends Outcome> List<T> only(Class<T> kind, List<Outcome> outcomes) {
    return outcomes.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Minus the rank: what a user of the ranking goes by, without ties. */
  private static double[] order(List<PairedScore> pairs) {
    return values(pairs, pair -> -pair.rank());
  }

  private static double[] values(List<PairedScore> pairs, ToDoubleFunction<PairedScore> value) {
    return pairs.stream().mapToDouble(value).toArray();
  }

  private static List<Rival> rivals(List<PairedScore> random, double[] full) {
    return List.of(
        rival(Rival.PARAMETERS, values(random, pair -> pair.proxy().scores().parameters()), full),
        rival(Rival.FLOPS, values(random, pair -> pair.proxy().scores().flops()), full));
  }

  /** Read off the architecture, so that it costs nothing. */
  private static Rival rival(String name, double[] score, double[] full) {
    return new Rival(name, SpearmanCorrelation.of(score, full), 0);
  }
}
