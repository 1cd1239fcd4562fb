package io.proxynas.eval.search;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.layer.UnsupportedLayerException;
import io.proxynas.eval.folder.RunFolder;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.report.Report;
import io.proxynas.eval.sketch.NetworkSketch;
import io.proxynas.eval.train.Regimes;
import io.proxynas.eval.validation.PairedScore;
import io.proxynas.eval.validation.ValidationResult;
import io.proxynas.model.NetworkFolder;
import io.proxynas.model.TrainedOn;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.LatencyMeter;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.RecipeTrainer;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.nas.internal.stack.Ladders;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.nas.search.SearchResult;
import io.proxynas.train.ClassEvaluation;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.check.Shown;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The networks that a run leaves, trained on the full data: the winner's, and those of the first of
 * its ranking. A candidate whose training fails is an outcome like any other: the user hears of it,
 * and the next one takes its place.
 *
 * @param data the real images
 * @param plan of the run
 * @param folder where they go
 * @param observer hears of them
 * @param regimes of the run
 */
record KeptNetworks(
    DataSet data, SearchPlan plan, RunFolder folder, RunObserver observer, Regimes regimes) {

  /** Keeps the best network, and saves those that are to be exported. */
  Workplace.Witness keeping(BestNetwork best, Ranking ranking) {
    Map<Architecture, NetworkFolder> exports = exports(ranking);
    return new Workplace.Witness() {
      @Override
      public void starts(Architecture architecture) {
        observer.starts(architecture);
      }

      @Override
      public void trained(
          Architecture architecture, CandidateScores scores, TrainedNetwork network) {
        try {
          if (exports.containsKey(architecture)) {
            save(architecture, network, exports.get(architecture));
          }
        } catch (IOException e) { // is tried again at the end, and is no fault of the candidate
          observer.warns(e.getMessage());
        }
        best.offer(architecture, scores, network);
      }
    };
  }

  /**
   * Saves and tests the winner: the best on the full data of those validated, and where there is
   * none, the first of the ranking that can be trained there. Its test accuracy is measured here,
   * once.
   *
   * @return {@link Report.Winner#NONE} if no candidate is left, or {@value
   *     SearchResult#MAX_FAILURES} failed
   */
  Report.Winner winner(Ranking ranking, ValidationResult validation, BestNetwork best)
      throws IOException, InterruptedException {
    int failures = 0;
    for (Architecture candidate : inOrder(ranking, validation)) {
      Optional<Scored> trained = trained(candidate, best);
      if (trained.isPresent()) {
        return winner(candidate, trained.get(), ranking);
      }
      if (++failures == SearchResult.MAX_FAILURES) {
        break;
      }
    }
    return Report.Winner.NONE;
  }

  /** Those validated, the best first, and then those of the ranking of which nothing is known. */
  private static Set<Architecture> inOrder(Ranking ranking, ValidationResult validation) {
    Set<Architecture> order = new LinkedHashSet<>();
    validation.pairs().stream()
        .sorted(
            Comparator.<PairedScore>comparingDouble(pair -> -pair.fullAccuracy())
                .thenComparing(pair -> pair.trainings().get(0), Ranking.BEST_FIRST))
        .forEach(pair -> order.add(pair.architecture()));
    ranking.trained().forEach(outcome -> order.add(outcome.architecture()));
    validation.failed().forEach(outcome -> order.remove(outcome.architecture()));
    return order;
  }

  private Report.Winner winner(Architecture architecture, Scored trained, Ranking ranking)
      throws IOException, InterruptedException {
    try (TrainedNetwork network = trained.network()) {
      CandidateScores scores = trained.scores();
      save(architecture, network, folder.best());
      ClassEvaluation tested = network.evaluateByClass(data.test());
      return new Report.Winner(
          architecture.id(),
          scores.validationAccuracy(),
          tested.all().accuracy(),
          scores.parameters(),
          scores.flops(),
          latency(architecture, ranking),
          Report.Winner.classes(data.test(), tested),
          NetworkSketch.of(architecture, data.shape(), data.train().classes()));
    }
  }

  /**
   * In seconds: that of the search, or measured now; NaN where the engine does not know a layer.
   */
  private double latency(Architecture architecture, Ranking ranking) throws InterruptedException {
    Map<String, Duration> known = Ladders.latencies(List.copyOf(ranking.trained()));
    try {
      return new LatencyMeter(
                  data.shape(), data.train().classes(), plan.seed().child("latency"), known)
              .of(architecture)
              .toNanos()
          / 1e9;
    } catch (UnsupportedLayerException e) {
      return Double.NaN;
    }
  }

  /**
   * Trains those of the networks to be exported that the validation has not, and removes those of
   * an earlier ranking, which a search that goes on leaves.
   */
  void export(Ranking ranking) throws IOException, InterruptedException {
    Map<Architecture, NetworkFolder> exports = exports(ranking);
    folder.keepTop(List.copyOf(exports.values()));
    int done = 0;
    for (var export : exports.entrySet()) {
      if (!export.getValue().isSaved()) {
        export(export.getKey(), export.getValue());
      }
      observer.progress(++done, exports.size());
    }
  }

  private void export(Architecture architecture, NetworkFolder into)
      throws IOException, InterruptedException {
    Optional<Scored> trained = trained(architecture, "is not exported");
    if (trained.isPresent()) {
      try (TrainedNetwork network = trained.get().network()) {
        save(architecture, network, into);
      }
    }
  }

  /** Where the networks of the first of the ranking go. */
  private Map<Architecture, NetworkFolder> exports(Ranking ranking) {
    Map<Architecture, NetworkFolder> exports = new LinkedHashMap<>();
    for (Outcome.Trained outcome : ranking.trained().stream().limit(plan.export()).toList()) {
      exports.put(outcome.architecture(), folder.top(exports.size() + 1, outcome.architecture()));
    }
    return exports;
  }

  /** A network and its scores; whoever has it closes the network. */
  private record Scored(TrainedNetwork network, CandidateScores scores) {}

  /** The network that was kept, or trained again. */
  private Optional<Scored> trained(Architecture candidate, BestNetwork best)
      throws InterruptedException {
    TrainedNetwork kept = best.of(candidate);
    return kept == null
        ? trained(candidate, "is passed over as the best network")
        : Optional.of(new Scored(kept, scorer().score(kept)));
  }

  /**
   * Trains a candidate on the full data.
   *
   * @param otherwise what becomes of it if that fails, for the user
   */
  private Optional<Scored> trained(Architecture candidate, String otherwise)
      throws InterruptedException {
    RecipeTrainer scorer = scorer();
    try {
      TrainedNetwork network = scorer.network(candidate);
      try {
        return Optional.of(new Scored(network, scorer.score(network)));
      } catch (InterruptedException | RuntimeException | Error e) {
        network.close();
        throw e;
      }
    } catch (RuntimeException e) {
      observer.warns(
          "%s %s, since it could not be trained on the full data: %s"
              .formatted(candidate.id(), otherwise, Shown.reason(e)));
      return Optional.empty();
    }
  }

  private RecipeTrainer scorer() {
    return regimes.scorer(regimes.full(1));
  }

  private void save(Architecture architecture, TrainedNetwork network, NetworkFolder into)
      throws IOException {
    TrainedOn trainedOn = TrainedOn.of(data, regimes.recipe());
    into.save(architecture, plan.space().toString(), network, trainedOn);
  }
}
