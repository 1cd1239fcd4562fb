package io.proxynas.experiments.replay.race;

import io.proxynas.experiments.replay.Places;
import io.proxynas.experiments.replay.ProxyTraining;
import io.proxynas.experiments.replay.ScoreView;
import io.proxynas.experiments.replay.TruthTable;
import io.proxynas.experiments.replay.calibration.Calibrated;
import io.proxynas.experiments.replay.calibration.FixedScore;
import io.proxynas.experiments.replay.calibration.Predictor;
import io.proxynas.experiments.replay.race.CalibratedPolicy.ChosenBy;
import io.proxynas.nas.calibrate.Score;
import io.proxynas.nas.calibrate.ScoreKind;
import io.proxynas.nas.calibrate.ScoreTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The policies that race on a table, as far as it has what they need.
 *
 * @param table of networks
 * @param budget full trainings of a calibrated search, at most
 */
record Policies(TruthTable table, int budget) {

  /** How many candidates are scored, where there are twice as many; and all that there are. */
  private static final List<Integer> POOLS = List.of(50, 200);

  private static final String FLOPS = "flops";

  private static final List<String> LITERATURE =
      List.of("naswot", "synflow", "params", "parameters", FLOPS);

  private static final List<String> PROXY_SCORES =
      List.of(ProxyTraining.ACCURACY, ProxyTraining.TRAINING_LOSS);

  /** Full trainings that teach a calibrated search of {@code nas-search} unless it is told. */
  private static final int TEACHING = 13;

  /** Which part of the candidates may teach, the cheapest. */
  private static final List<Double> TEACHERS = List.of(0.75, 1.0);

  private static final int EVOLUTION_BUDGET = 1000;
  private static final int HALVING_BUDGET = 200;
  private static final int FACTOR = 3;

  /** All of them; names are distinct. */
  List<Policy> all() {
    List<Policy> policies = new ArrayList<>(List.of(new RandomTrainings()));
    if (!table.decisions().isEmpty()) {
      policies.add(new Evolution(new Neighbours(table), 20, 10, EVOLUTION_BUDGET));
    }
    if (table.trainings().stream().allMatch(training -> training.epochs() > 0)) {
      policies.add(new RealHalving(FACTOR, HALVING_BUDGET));
    }
    for (ProxyTraining proxy : table.proxies()) {
      PROXY_SCORES.forEach(
          score -> policies.addAll(by(ProxyTraining.score(proxy.name(), score), proxy)));
    }
    policies.addAll(untrained());
    for (ScoreView view : table.views()) {
      policies.addAll(inOrder("prior (" + view.name() + ")", view, Calibrated.PRIOR));
      policies.addAll(calibrated(view));
    }
    return policies;
  }

  private List<Policy> by(String score, ProxyTraining proxy) {
    return table.views().stream()
        .filter(view -> view.name().equals(proxy.name()))
        .filter(view -> view.table().scores().stream().anyMatch(s -> s.name().equals(score)))
        .flatMap(view -> inOrder(score, alone(proxy, view), new FixedScore(score)).stream())
        .toList();
  }

  /** The trained scores of a view, without the price of the others. */
  private static ScoreView alone(ProxyTraining proxy, ScoreView view) {
    List<Score> trained =
        view.table().scores().stream().filter(s -> s.kind() == ScoreKind.TRAINED).toList();
    return new ScoreView(
        view.name(),
        view.places(),
        new ScoreTable(trained),
        Places.of(view.places(), proxy.seconds()),
        proxy.once());
  }

  /** Scores that stand for their kind in the literature. */
  private List<Policy> untrained() {
    return table.scores().stream()
        .filter(score -> LITERATURE.contains(score.name()))
        .flatMap(
            score ->
                inOrder(score.name(), table.alone(score), new FixedScore(score.name())).stream())
        .toList();
  }

  private List<Policy> inOrder(String what, ScoreView view, Predictor order) {
    return pools().map(pool -> (Policy) new InOrder(what, view, order, pool)).toList();
  }

  private List<Policy> calibrated(ScoreView view) {
    List<Policy> policies = new ArrayList<>();
    for (ChosenBy by : ChosenBy.values()) {
      pools().forEach(pool -> policies.add(calibrated(view, pool, Chooser.IMPROVEMENT, by)));
    }
    int middle = pools().skip(pools().count() / 2).findFirst().orElse(Draw.ALL);
    for (Chooser chooser : Chooser.values()) {
      if (chooser != Chooser.IMPROVEMENT) {
        policies.add(calibrated(view, middle, chooser, ChosenBy.ACCURACY));
      }
    }
    if (middle != Draw.ALL) {
      policies.add(calibrated(view, Draw.ALL, Chooser.PORTFOLIO, ChosenBy.ACCURACY));
    }
    policies.add(calibrated(view, Draw.ALL, Chooser.PORTFOLIO, ChosenBy.MODEL));
    for (Score flops : table.scores().stream().filter(s -> s.name().equals(FLOPS)).toList()) {
      for (double share : TEACHERS) {
        policies.add(new TaughtOrder(view, table.flops(), flops.merits(), TEACHING, share));
      }
    }
    return policies;
  }

  private Policy calibrated(ScoreView view, int pool, Chooser chooser, ChosenBy by) {
    return new CalibratedPolicy(view, table.flops(), pool, chooser, budget, by);
  }

  private Stream<Integer> pools() {
    return Stream.concat(
        POOLS.stream().filter(pool -> 2 * pool <= table.size()), Stream.of(Draw.ALL));
  }
}
