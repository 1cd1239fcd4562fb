package io.proxynas.eval.search;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.SetCost;
import io.proxynas.engine.Demand;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.progress.TrainingPace;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.stat.SpearmanCorrelation;
import io.proxynas.eval.train.Regime;
import io.proxynas.nas.candidate.Fidelity;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.RecipeTrainer;
import io.proxynas.nas.candidate.RungTraining;
import io.proxynas.nas.evaluate.TrainingJob;
import io.proxynas.nas.internal.stack.Ladders;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.score.FreeScorer;
import io.proxynas.nas.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The rungs of a run's halving, ready to train on; one without halving.
 *
 * @param rungs the cheapest first; the last is a training, or the only one where there is no proxy
 * @param full a training on the full data, which tells a candidate's size
 */
record Ladder(List<Rung> rungs, RecipeTrainer full) {

  /**
   * One rung.
   *
   * @param name of the set, or of the score
   * @param epochs of each training; 0 where candidates are only scored
   * @param images of the set, or of the batch that is scored on
   * @param passes the work for a candidate from fresh weights, in forward passes of an image: a
   *     step of training counts three, and so does each image of a training-free score
   * @param fidelity how candidates are trained or scored on it
   * @param proxy the set to train on, or none of the user's; empty on a lower rung where candidates
   *     are only scored
   */
  record Rung(
      String name,
      int epochs,
      int images,
      long passes,
      Fidelity fidelity,
      Optional<ProxySets.Proxy> proxy) {

    /** Trains candidates on a set, or scores them where there is none. */
    static Rung on(ProxySets.Proxy proxy, Fidelity fidelity) {
      if (proxy.isNone()) {
        return scored(proxy.spec().name(), fidelity.free().orElseThrow(), Optional.of(proxy));
      }
      RecipeTrainer one = fidelity.seeds().get(0);
      int images = proxy.images().size();
      int epochs = one.trainer().recipe().epochs();
      long passes = fidelity.seeds().size() * Regime.work(images, epochs, one.scoredImages());
      String name = proxy.spec().name();
      return new Rung(name, epochs, images, passes, fidelity, Optional.of(proxy));
    }

    /**
     * The work that was done for a candidate, less where its training went on from a lower rung.
     */
    long passes(Outcome outcome) {
      int earlier =
          outcome instanceof Outcome.Trained trained ? trained.scores().earlierEpochs() : 0;
      return passes - Regime.work(images, earlier, 0);
    }

    /** Gives candidates scores without training. */
    private static Rung scored(String name, FreeScorer scorer, Optional<ProxySets.Proxy> proxy) {
      int images = scorer.batch().count();
      int draws = scorer.scores().size() * scorer.initialisations();
      long passes = Regime.work(images, draws, 0);
      return new Rung(name, 0, images, passes, Fidelity.untrained(scorer), proxy);
    }
  }

  /** The rung that the others lead to: the plan's own training. */
  private Rung last() {
    return rungs.get(rungs.size() - 1);
  }

  /** The plan's own set. */
  ProxySets.Proxy proxy() {
    return last().proxy().orElseThrow();
  }

  /** Whether candidates are trained. */
  boolean trains() {
    return !proxy().isNone();
  }

  /** This ladder with a lowest rung of a score without training. */
  Ladder startingWith(FreeScorer scorer) {
    Rung lowest = Rung.scored(scorer.scores().get(0).word(), scorer, Optional.empty());
    return new Ladder(Stream.concat(Stream.of(lowest), rungs.stream()).toList(), full);
  }

  /** What making the sets took, each counted once. */
  SetCost condensation(ProxySets sets) {
    return rungs.stream()
        .flatMap(rung -> rung.proxy().stream())
        .collect(Collectors.toMap(ProxySets.Proxy::spec, Function.identity(), (a, b) -> a))
        .values()
        .stream()
        .map(sets::cost)
        .reduce(SetCost.NONE, SetCost::plus);
  }

  /** Candidates on any rung; themselves where there is one. */
  TrainingJob job(SearchSpace space) {
    return new TrainingJob(space, rungs.stream().map(Rung::fidelity).toList(), this::work);
  }

  /** The most memory that a candidate takes on any rung. */
  Demand memory(Architecture architecture) {
    return rungs.stream()
        .map(rung -> rung.fidelity().demand(architecture))
        .reduce(Demand::max)
        .orElseThrow();
  }

  /** An estimate of a training's time, in any unit. */
  long work(Architecture architecture) {
    Rung rung = architecture instanceof RungTraining training ? rungs.get(training.rung()) : last();
    return full.flops(architecture) * rung.passes();
  }

  /** How long trainings took, to tell how long others will. */
  TrainingPace pace(List<Outcome> trainings) {
    return TrainingPace.of(trainings, outcome -> rungs.get(Ladders.rung(outcome)).passes(outcome));
  }

  /**
   * What halving saved, and how far its rungs agree.
   *
   * @param rankBy the score that is compared
   * @param candidates distinct ones of the search
   * @param trainings outcomes on all rungs
   */
  Report.HalvingSummary report(
      int factor, Criterion rankBy, int candidates, List<Outcome> trainings) {
    List<Map<String, Outcome.Trained>> trained =
        IntStream.range(0, rungs.size()).mapToObj(k -> trainedOn(k, trainings)).toList();
    List<Report.HalvingSummary.RungSummary> reported = new ArrayList<>();
    double passes = 0;
    for (int k = 0; k < rungs.size(); k++) {
      int rung = k;
      List<Outcome> here = trainings.stream().filter(o -> Ladders.rung(o) == rung).toList();
      passes += here.stream().mapToDouble(rungs.get(k)::passes).sum();
      Map<String, Outcome.Trained> next = k + 1 < rungs.size() ? trained.get(k + 1) : Map.of();
      reported.add(
          new Report.HalvingSummary.RungSummary(
              rungs.get(k).name(),
              rungs.get(k).epochs(),
              rungs.get(k).images(),
              here.size(),
              here.stream().mapToDouble(Outcome::seconds).sum(),
              next.keySet().stream().filter(trained.get(k)::containsKey).toList().size(),
              correlation(rankBy, trained.get(k), next)));
    }
    return new Report.HalvingSummary(
        factor,
        reported.stream()
            .filter(rung -> rung.epochs() > 0)
            .mapToInt(Report.HalvingSummary.RungSummary::candidates)
            .sum(),
        candidates - reported.get(reported.size() - 1).candidates(),
        passes / ((double) candidates * last().passes()),
        reported);
  }

  private static Map<String, Outcome.Trained> trainedOn(int rung, List<Outcome> trainings) {
    return trainings.stream()
        .filter(o -> Ladders.rung(o) == rung && o instanceof Outcome.Trained)
        .collect(
            Collectors.toMap(
                o -> ((RungTraining) o.architecture()).candidate().id(), o -> (Outcome.Trained) o));
  }

  /** Spearman's ρ of those that have scores on both. */
  private static double correlation(
      Criterion rankBy, Map<String, Outcome.Trained> low, Map<String, Outcome.Trained> high) {
    List<String> both = high.keySet().stream().filter(low::containsKey).sorted().toList();
    return SpearmanCorrelation.of(
        both.stream().map(low::get).mapToDouble(rankBy::of).toArray(),
        both.stream().map(high::get).mapToDouble(rankBy::of).toArray());
  }
}
