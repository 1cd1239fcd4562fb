package io.proxynas.eval.search;

import io.proxynas.condense.ProxySets;
import io.proxynas.engine.Cost;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.progress.TrainingPace;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.stat.SpearmanCorrelation;
import io.proxynas.eval.train.Regime;
import io.proxynas.nas.candidate.Fidelity;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.RecipeTrainer;
import io.proxynas.nas.evaluate.Combination;
import io.proxynas.nas.evaluate.TrainingJob;
import io.proxynas.nas.fidelity.LadderTrainer;
import io.proxynas.nas.fidelity.RungTraining;
import io.proxynas.nas.ranking.RankBy;
import io.proxynas.nas.score.FreeScorer;
import io.proxynas.nas.space.SearchSpace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The rungs of a run's halving, ready to train on; one without halving.
 *
 * @param rungs the cheapest first; the last is {@link Trained}
 */
record Ladder(List<Rung> rungs) {

  /** One rung. */
  sealed interface Rung {

    /** Of the set, or of the score. */
    String name();

    /** Of each training; 0 where candidates are only scored. */
    int epochs();

    /** Images of the set, or of the batch that is scored on. */
    int images();

    /**
     * The work for a candidate, in forward passes of an image: a step of training counts three, and
     * so does each image of a training-free score.
     */
    long passes();

    /** How candidates are trained or scored on it. */
    Fidelity fidelity();
  }

  /**
   * Trains candidates.
   *
   * @param proxy the set
   * @param fidelity how candidates are trained on it
   */
  record Trained(ProxySets.Proxy proxy, Fidelity fidelity) implements Rung {

    /** One of a candidate's trainings, for what does not depend on its seed. */
    RecipeTrainer scorer() {
      return fidelity.seeds().get(0);
    }

    @Override
    public String name() {
      return proxy.spec().name();
    }

    @Override
    public int epochs() {
      return scorer().trainer().recipe().epochs();
    }

    @Override
    public int images() {
      return proxy.images().size();
    }

    @Override
    public long passes() {
      long ofOne = Regime.work(images(), epochs(), scorer().validation().size());
      return fidelity.seeds().size() * ofOne;
    }
  }

  /**
   * Scores candidates without training.
   *
   * @param scorer of one score
   */
  record Scored(FreeScorer scorer) implements Rung {

    @Override
    public String name() {
      return scorer.scores().get(0).word();
    }

    @Override
    public int epochs() {
      return 0;
    }

    @Override
    public int images() {
      return scorer.batch().count();
    }

    @Override
    public long passes() {
      return Regime.work(images(), scorer.initialisations(), 0);
    }

    @Override
    public Fidelity fidelity() {
      return Fidelity.untrained(scorer);
    }
  }

  /** The rung that the others lead to: the plan's own training. */
  Trained last() {
    return (Trained) rungs.get(rungs.size() - 1);
  }

  /** This ladder with a lowest rung of a score without training. */
  Ladder startingWith(FreeScorer scorer) {
    return new Ladder(Stream.concat(Stream.of(new Scored(scorer)), rungs.stream()).toList());
  }

  private List<Trained> trained() {
    return rungs.stream().filter(Trained.class::isInstance).map(Trained.class::cast).toList();
  }

  /** The worker time that making the sets took, each counted once. */
  Duration condensation() {
    return trained().stream()
        .map(Trained::proxy)
        .collect(Collectors.toMap(ProxySets.Proxy::spec, ProxySets.Proxy::cost, (a, b) -> a))
        .values()
        .stream()
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Candidates on any rung; themselves where there is one. */
  TrainingJob job(SearchSpace space) {
    return new TrainingJob(
        space,
        rungs.stream().map(Rung::fidelity).toList(),
        rungs.size() == 1 ? Combination.ONLY : LadderTrainer.LADDER,
        this::cost);
  }

  /** The most memory that a candidate takes on any rung. */
  Cost memory(Architecture architecture) {
    return rungs.stream()
        .map(rung -> rung.fidelity().cost(architecture))
        .reduce(Cost::max)
        .orElseThrow();
  }

  /** An estimate of a training's time, in any unit. */
  long cost(Architecture architecture) {
    Rung rung = architecture instanceof RungTraining training ? rungs.get(training.rung()) : last();
    return last().scorer().flops(architecture) * rung.passes();
  }

  /** How long trainings took, to tell how long others will. */
  TrainingPace pace(List<Outcome> trainings) {
    return TrainingPace.of(trainings, outcome -> rungs.get(rung(outcome)).passes());
  }

  private static int rung(Outcome outcome) {
    return outcome.architecture() instanceof RungTraining training ? training.rung() : 0;
  }

  /**
   * What halving saved, and how far its rungs agree.
   *
   * @param rankBy the scores that are compared
   * @param candidates distinct ones of the search
   * @param trainings outcomes on all rungs
   */
  Report.Halving report(int factor, RankBy rankBy, int candidates, List<Outcome> trainings) {
    List<Map<String, Outcome.Trained>> trained =
        IntStream.range(0, rungs.size()).mapToObj(k -> trainedOn(k, trainings)).toList();
    List<Report.Halving.Rung> reported = new ArrayList<>();
    double passes = 0;
    for (int k = 0; k < rungs.size(); k++) {
      int rung = k;
      List<Outcome> here = trainings.stream().filter(o -> rung(o) == rung).toList();
      passes += (double) here.size() * rungs.get(k).passes();
      Map<String, Outcome.Trained> next = k + 1 < rungs.size() ? trained.get(k + 1) : Map.of();
      reported.add(
          new Report.Halving.Rung(
              rungs.get(k).name(),
              rungs.get(k).epochs(),
              rungs.get(k).images(),
              here.size(),
              here.stream().mapToDouble(o -> o.duration().toNanos() / 1e9).sum(),
              next.keySet().stream().filter(trained.get(k)::containsKey).toList().size(),
              correlation(rankBy, trained.get(k), next)));
    }
    return new Report.Halving(
        factor,
        reported.stream()
            .filter(rung -> rung.epochs() > 0)
            .mapToInt(Report.Halving.Rung::candidates)
            .sum(),
        candidates - reported.get(reported.size() - 1).candidates(),
        passes / ((double) candidates * last().passes()),
        reported);
  }

  private static Map<String, Outcome.Trained> trainedOn(int rung, List<Outcome> trainings) {
    return trainings.stream()
        .filter(o -> rung(o) == rung && o instanceof Outcome.Trained)
        .collect(
            Collectors.toMap(
                o -> ((RungTraining) o.architecture()).candidate().id(), o -> (Outcome.Trained) o));
  }

  /** Spearman's ρ of those that have scores on both. */
  private static double correlation(
      RankBy rankBy, Map<String, Outcome.Trained> low, Map<String, Outcome.Trained> high) {
    List<String> both = high.keySet().stream().filter(low::containsKey).sorted().toList();
    return SpearmanCorrelation.of(
        rankBy.merits(both.stream().map(low::get).toList()),
        rankBy.merits(both.stream().map(high::get).toList()));
  }
}
