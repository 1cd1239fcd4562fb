package io.proxynas.eval.validation;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.stat.Bootstrap;
import io.proxynas.eval.stat.FisherInterval;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.stat.KendallTau;
import io.proxynas.eval.stat.NoiseCeiling;
import io.proxynas.eval.stat.Regret;
import io.proxynas.eval.stat.SpearmanCorrelation;
import io.proxynas.eval.stat.TopKRecall;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.train.check.Require;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Trains a sample of a ranking on the full data and measures how well the ranking holds there, and
 * how well its rivals would do.
 *
 * @param truths each trains on the full training set from another seed, with the search's recipe
 *     and scored on the images that judge, which rank nothing; at least one
 * @param rivals other scores of the same candidates
 * @param bootstrap makes the intervals
 * @param topK k of the top-k recall, at least 1
 */
public record Validation(
    List<CandidateEvaluator> truths, List<RivalScorer> rivals, Bootstrap bootstrap, int topK) {

  /** What costs nothing, and so is always compared. */
  public static final List<RivalScorer> SIZES = List.of(SizeRival.PARAMETERS, SizeRival.FLOPS);

  public Validation {
    truths = List.copyOf(truths);
    rivals = List.copyOf(rivals);
    if (truths.isEmpty()) {
      throw new IllegalArgumentException("truth seeds must be at least 1, but was 0");
    }
    Require.atLeastOne("k", topK);
  }

  /** With {@link Bootstrap#DEFAULT} and k = {@link StratifiedSample#DEFAULT_TOP}. */
  public Validation(List<CandidateEvaluator> truths, List<RivalScorer> rivals) {
    this(truths, rivals, Bootstrap.DEFAULT, StratifiedSample.DEFAULT_TOP);
  }

  /**
   * Validates a ranking. Each candidate of the sample is trained once a truth seed; those of which
   * a training fails are dropped and reported.
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
    List<FullTrainings> trainings = train(sample.architectures());
    List<PairedScore> pairs = pair(ranking, sample, trainings);
    List<PairedScore> random = pairs.stream().filter(PairedScore::inRandomSample).toList();
    List<PairedScore> untaught = pairs.stream().filter(pair -> !pair.taught()).toList();
    double[] proxy = values(random, pair -> ranking.standing(pair.rank() - 1));
    double[] full = values(random, PairedScore::fullAccuracy);
    SamplePart top = SamplePart.top(random);
    NoiseCeiling ceiling =
        NoiseCeiling.of(bySeed(random), bootstrap, seed.child("ceiling").generator());
    ValidationFigures figures =
        new ValidationFigures(
            random.size(),
            sample.random().size(),
            bootstrap.interval(
                SpearmanCorrelation::of, proxy, full, seed.child("spearman").generator()),
            FisherInterval.spearman(proxy, full, bootstrap.confidence()),
            bootstrap.interval(KendallTau::of, proxy, full, seed.child("kendall").generator()),
            new TopK(topK, TopKRecall.of(order(random), full, topK)),
            Regret.of(order(untaught), values(untaught, PairedScore::fullAccuracy)),
            truths.size(),
            ceiling.reliability(),
            ceiling.ceiling(),
            Shortlist.of(untaught),
            within(top, proxy, seed.child("top")),
            within(SamplePart.betterHalf(random), proxy, seed.child("half")),
            random.stream().findFirst().map(pair -> pair.architecture().id()).orElse(""),
            rivals(new Standard(random, proxy, full, top), seed.child("rivals")));
    return new ValidationResult(
        pairs,
        trainings.stream().map(FullTrainings::failure).flatMap(Optional::stream).toList(),
        ranking.trained().size(),
        sample.taught().size(),
        time(trainings, sample),
        bootstrap.confidence(),
        figures);
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

  /** A candidate's outcomes on the full data, one a truth seed. */
  private record FullTrainings(Architecture architecture, List<Outcome> outcomes) {

    List<Outcome.Trained> trained() {
      return only(Outcome.Trained.class, outcomes);
    }

    Optional<Outcome.Failed> failure() {
      return only(Outcome.Failed.class, outcomes).stream().findFirst();
    }
  }

  private List<FullTrainings> train(List<Architecture> candidates) throws InterruptedException {
    List<List<Outcome>> bySeed = new ArrayList<>();
    for (CandidateEvaluator truth : truths) {
      bySeed.add(evaluate(truth, candidates));
    }
    return IntStream.range(0, candidates.size())
        .mapToObj(
            i ->
                new FullTrainings(
                    candidates.get(i), bySeed.stream().map(outcomes -> outcomes.get(i)).toList()))
        .toList();
  }

  private static List<Outcome> evaluate(CandidateEvaluator truth, List<Architecture> candidates)
      throws InterruptedException {
    List<Outcome> outcomes = truth.evaluate(candidates);
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
      Ranking ranking, StratifiedSample sample, List<FullTrainings> trainings) {
    List<Outcome.Trained> ranked = ranking.trained();
    List<PairedScore> pairs = new ArrayList<>();
    for (int place = 0; place < ranked.size(); place++) {
      Architecture architecture = ranked.get(place).architecture();
      for (FullTrainings full : trainings) {
        if (full.architecture().equals(architecture) && full.failure().isEmpty()) {
          pairs.add(
              new PairedScore(
                  place + 1,
                  ranked.get(place),
                  full.trained(),
                  contains(sample.random(), architecture),
                  contains(sample.top(), architecture),
                  contains(sample.taught(), architecture)));
        }
      }
    }
    return pairs;
  }

  /** Of all trainings but those that taught, which are of the first truth seed. */
  private static Duration time(List<FullTrainings> trainings, StratifiedSample sample) {
    return Outcome.workerTime(
        trainings.stream()
            .flatMap(
                full ->
                    full.outcomes().stream()
                        .skip(contains(sample.taught(), full.architecture()) ? 1 : 0))
            .toList());
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

  /** The full accuracies of each truth seed. */
  private List<double[]> bySeed(List<PairedScore> pairs) {
    return IntStream.range(0, truths.size())
        .mapToObj(k -> values(pairs, p -> p.trainings().get(k).scores().validationAccuracy()))
        .toList();
  }

  private PartCorrelation within(SamplePart part, double[] proxy, Seed seed) {
    return new PartCorrelation(
        part.n(),
        part.spearman(proxy, bootstrap, seed.child("spearman").generator()),
        part.noiseCeiling(bootstrap, seed.child("ceiling").generator()));
  }

  /** What rivals are held against: the candidates with the proxy's scores and the truth. */
  private record Standard(List<PairedScore> pairs, double[] proxy, double[] full, SamplePart top) {

    /** The id of a score's first; of equal ones the first by id, whatever the proxy's order. */
    String choice(double[] values) {
      return DoubleStream.of(values).anyMatch(Double::isNaN)
          ? ""
          : IntStream.range(0, values.length)
              .boxed()
              .min(Comparator.<Integer>comparingDouble(i -> -values[i]).thenComparing(this::id))
              .map(this::id)
              .orElse("");
    }

    private String id(int place) {
      return pairs.get(place).architecture().id();
    }
  }

  private List<Rival> rivals(Standard standard, Seed seed) throws InterruptedException {
    List<Rival> results = new ArrayList<>();
    for (RivalScorer rival : rivals) {
      results.add(compared(rival, standard, seed.child(rival.name())));
    }
    return results;
  }

  private Rival compared(RivalScorer rival, Standard standard, Seed seed)
      throws InterruptedException {
    List<RivalScore> scores = rival.score(standard.pairs());
    double[] values = scores.stream().mapToDouble(RivalScore::value).toArray();
    double[] full = standard.full();
    Interval spearman =
        bootstrap.interval(
            SpearmanCorrelation::of, values, full, seed.child("spearman").generator());
    return new Rival(
        rival.name(),
        rival.needs(),
        rival.basis(standard.pairs()),
        spearman.value(),
        spearman.low(),
        spearman.high(),
        KendallTau.of(values, full),
        TopKRecall.of(values, full, topK),
        Regret.of(values, full),
        standard.top().spearman(values, bootstrap, seed.child("top").generator()),
        standard.choice(values),
        bootstrap.difference(
            SpearmanCorrelation::of,
            standard.proxy(),
            values,
            full,
            seed.child("difference").generator()),
        scores.stream().map(RivalScore::cost).mapToDouble(Costs::seconds).average().orElse(0));
  }
}
