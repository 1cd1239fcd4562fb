package io.proxynas.eval.train;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.eval.folder.RunFolder;
import io.proxynas.eval.progress.TimeEstimate;
import io.proxynas.eval.progress.TrainingPace;
import io.proxynas.eval.validation.DecisionRival;
import io.proxynas.eval.validation.FreeRival;
import io.proxynas.eval.validation.RivalKind;
import io.proxynas.eval.validation.RivalScorer;
import io.proxynas.eval.validation.TrainedRival;
import io.proxynas.eval.validation.Validation;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.ranking.Criterion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rivals of one proxy set.
 *
 * @param trainings of the run
 * @param trained those that train candidates
 * @param others those that do not
 */
public record Rivals(
    SharedTrainings trainings, List<RivalTraining> trained, List<RivalScorer> others) {

  /**
   * A rival that trains candidates.
   *
   * @param name in reports
   * @param regime by which it trains
   * @param seeds trainings of each candidate, as on the proxy
   * @param folder of its first journal
   */
  public record RivalTraining(String name, Regime regime, int seeds, Path folder) {

    private Regime regime(int k) {
      return k == 0 ? regime : regime.again(k);
    }

    private Path folder(int k) {
      return k == 0 ? folder : folder.resolveSibling(folder.getFileName() + "-" + (k + 1));
    }
  }

  /** What to tell of a proxy that has no random images as a rival, where it should have. */
  public static Optional<String> withoutRandom(
      List<RivalKind> kinds, ProxySets.Proxy proxy, ProxySets sets) {
    return kinds.contains(RivalKind.RANDOM)
        ? sets.withoutRandom(proxy)
            .map(
                reason ->
                    "as many random images as in %s cannot stand beside it as a rival: %s"
                        .formatted(proxy.spec().name(), reason))
        : Optional.empty();
  }

  /**
   * The rivals of a proxy set; those that would do as the proxy itself does, and those that cannot
   * be, are left out.
   *
   * @param kinds to make, beside parameters and FLOPs
   * @param seeds trainings of each candidate on the proxy, and so by each rival that trains
   * @param sets where random sets come from
   * @param folder for their journals
   * @param untrained the rivals that do not train, which proxies may share
   */
  public static Rivals of(
      List<RivalKind> kinds,
      int seeds,
      ProxySets.Proxy proxy,
      ProxySets sets,
      SharedTrainings trainings,
      RunFolder folder,
      List<RivalScorer> untrained)
      throws InterruptedException {
    List<RivalTraining> trained = new ArrayList<>();
    Regimes regimes = trainings.regimes();
    Optional<ProxySpec.Condensed> random =
        proxy.randomOfItsSize().filter(its -> sets.withoutRandom(proxy).isEmpty());
    if (kinds.contains(RivalKind.RANDOM) && random.isPresent()) {
      String name = random.get().name() + longer(proxy);
      Regime regime = regimes.onRandom(sets.get(random.get()), proxy);
      trained.add(new RivalTraining(name, regime, seeds, folder.rival(name)));
    }
    if (kinds.contains(RivalKind.EARLY_STOPPING) && !proxy.isFull()) {
      Regime regime = regimes.earlyStopping(regimes.on(proxy));
      String name = RivalKind.EARLY_STOPPING.word();
      int batch = regime.recipe().batchSize();
      boolean usual = batch == regimes.recipe().batchSize();
      // Versions before 1 December 2026 had the usual batch always, in a journal of that name.
      String journal = usual ? name : name + "-batch" + batch;
      trained.add(new RivalTraining(name, regime, seeds, folder.rival(journal)));
    }
    List<RivalScorer> others = new ArrayList<>(untrained);
    if (kinds.contains(RivalKind.DECISION)) {
      others.add(new DecisionRival(trainings.space()::namedChoices));
    }
    return new Rivals(trainings, trained, others);
  }

  /**
   * What the name of random images says beside a set of mosaics, on which they train so many times
   * as long as beside a set that stores what it trains on. So both may stand in one study.
   */
  private static String longer(ProxySets.Proxy proxy) {
    int each = proxy.images().size() / proxy.storedImages();
    return each > 1 ? "-x" + each : "";
  }

  /**
   * The rivals that do not train, parameters and FLOPs first.
   *
   * @param initialisations draws of weights that each training-free score is the mean of
   */
  public static List<RivalScorer> untrained(
      List<RivalKind> kinds, Regimes regimes, int initialisations) {
    List<RivalScorer> others = new ArrayList<>(Validation.SIZES);
    for (RivalKind kind : RivalKind.values()) {
      if (kinds.contains(kind)) {
        kind.free()
            .map(score -> new FreeRival(regimes.freeScorer(List.of(score), initialisations)))
            .ifPresent(others::add);
      }
    }
    return others;
  }

  /** What scoring candidates would take, by the pace of what was trained before. */
  public TimeEstimate estimate(List<Outcome.Trained> candidates, TrainingPace pace)
      throws IOException {
    TimeEstimate estimate = TimeEstimate.NONE;
    for (RivalTraining rival : trained) {
      for (int k = 0; k < rival.seeds(); k++) {
        estimate =
            estimate.plus(trainings.estimate(rival.regime(k), rival.folder(k), candidates, pace));
      }
    }
    return estimate;
  }

  /**
   * The rivals, those that train first.
   *
   * @param by what ranks those that train
   */
  public List<RivalScorer> scorers(Criterion by) {
    List<RivalScorer> scorers = new ArrayList<>();
    for (RivalTraining rival : trained) {
      List<CandidateEvaluator> seeds =
          IntStream.range(0, rival.seeds())
              .mapToObj(k -> trainings.evaluator(rival.regime(k), rival.folder(k)))
              .toList();
      scorers.add(new TrainedRival(rival.name(), by, seeds));
    }
    scorers.addAll(others);
    return scorers;
  }
}
