package io.proxynas.eval.run;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.stat.SpearmanCorrelation;
import io.proxynas.nas.evaluate.CandidateScorer;
import io.proxynas.nas.evaluate.CandidateTrainer;
import io.proxynas.nas.evaluate.Combination;
import io.proxynas.nas.evaluate.Outcome;
import io.proxynas.nas.evaluate.TrainingJob;
import io.proxynas.nas.fidelity.LadderTrainer;
import io.proxynas.nas.fidelity.RungTraining;
import io.proxynas.nas.space.SearchSpace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rungs of a run's halving, ready to train on; one without halving.
 *
 * @param rungs the cheapest first
 */
record Ladder(List<Rung> rungs) {

  /**
   * One rung.
   *
   * @param proxy the set
   * @param training how candidates are trained on it
   */
  record Rung(ProxySets.Proxy proxy, Candidates.OnProxy training) {

    /** One of a candidate's trainings, for what does not depend on its seed. */
    CandidateScorer scorer() {
      return training.scorer();
    }

    private int epochs() {
      return scorer().trainer().recipe().epochs();
    }

    /** Forward passes of an image, a step of training counting three, and of the scoring. */
    private long passes() {
      return 3L * proxy.images().size() * epochs() + scorer().validation().size();
    }
  }

  /** The rung that the others lead to: the plan's own training. */
  Rung last() {
    return rungs.get(rungs.size() - 1);
  }

  /** The worker time that making the sets took, each counted once. */
  Duration condensation() {
    return rungs.stream()
        .map(Rung::proxy)
        .collect(Collectors.toMap(ProxySets.Proxy::spec, ProxySets.Proxy::cost, (a, b) -> a))
        .values()
        .stream()
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Trains on any rung, guarded; candidates themselves where there is one. */
  CandidateTrainer trainer(Function<Candidates.OnProxy, CandidateTrainer> guarded) {
    List<CandidateTrainer> trainers =
        rungs.stream().map(rung -> guarded.apply(rung.training())).toList();
    return trainers.size() == 1 ? trainers.get(0) : new LadderTrainer(trainers);
  }

  /** Trains on any rung, once; candidates themselves where there is one. */
  TrainingJob job(SearchSpace space) {
    List<CandidateScorer> scorers = rungs.stream().map(Rung::scorer).toList();
    return new TrainingJob(
        space, scorers, rungs.size() == 1 ? Combination.ONLY : LadderTrainer.LADDER, this::cost);
  }

  /** An estimate of a training's time, in any unit. */
  long cost(Architecture architecture) {
    Rung rung = architecture instanceof RungTraining training ? rungs.get(training.rung()) : last();
    return rung.scorer().flops(architecture) * rung.passes();
  }

  /** What halving saved, and how far its rungs agree. */
  Report.Halving report(int factor, int candidates, List<Outcome> trainings) {
    List<Map<String, Outcome.Trained>> trained =
        IntStream.range(0, rungs.size()).mapToObj(k -> trainedOn(k, trainings)).toList();
    List<Report.Halving.Rung> reported = new ArrayList<>();
    double passes = 0;
    for (int k = 0; k < rungs.size(); k++) {
      int rung = k;
      List<Outcome> here = trainings.stream().filter(o -> isOn(rung, o)).toList();
      passes += (double) here.size() * rungs.get(k).passes();
      Map<String, Outcome.Trained> next = k + 1 < rungs.size() ? trained.get(k + 1) : Map.of();
      reported.add(
          new Report.Halving.Rung(
              rungs.get(k).proxy().spec().name(),
              rungs.get(k).epochs(),
              rungs.get(k).proxy().images().size(),
              here.size(),
              here.stream().mapToDouble(o -> o.duration().toNanos() / 1e9).sum(),
              next.keySet().stream().filter(trained.get(k)::containsKey).toList().size(),
              correlation(trained.get(k), next)));
    }
    return new Report.Halving(
        factor,
        trainings.size(),
        candidates - reported.get(reported.size() - 1).candidates(),
        passes / ((double) candidates * last().passes()),
        reported);
  }

  private static boolean isOn(int rung, Outcome outcome) {
    return outcome.architecture() instanceof RungTraining training && training.rung() == rung;
  }

  private static Map<String, Outcome.Trained> trainedOn(int rung, List<Outcome> trainings) {
    return trainings.stream()
        .filter(o -> isOn(rung, o) && o instanceof Outcome.Trained)
        .collect(
            Collectors.toMap(
                o -> ((RungTraining) o.architecture()).candidate().id(), o -> (Outcome.Trained) o));
  }

  /** Spearman's ρ of the accuracies of those that were trained on both. */
  private static double correlation(
      Map<String, Outcome.Trained> low, Map<String, Outcome.Trained> high) {
    List<String> both = high.keySet().stream().filter(low::containsKey).sorted().toList();
    return SpearmanCorrelation.of(accuracies(both, low), accuracies(both, high));
  }

  private static double[] accuracies(List<String> ids, Map<String, Outcome.Trained> trained) {
    return ids.stream().mapToDouble(id -> trained.get(id).scores().validationAccuracy()).toArray();
  }
}
