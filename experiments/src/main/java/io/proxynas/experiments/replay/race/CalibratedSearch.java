package io.proxynas.experiments.replay.race;

import io.proxynas.experiments.replay.ScoreView;
import io.proxynas.nas.calibrate.Observations;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Scores random candidates, and trains some in full, a few at a time: after each round the ranking
 * is fitted again to what is known.
 *
 * @param view the scores, and what they cost
 * @param pool how many candidates are scored
 * @param chooser says which to train
 * @param budget full trainings, at most
 */
record CalibratedSearch(ScoreView view, int pool, Chooser chooser, int budget) implements Policy {

  private static final int ROUND = 4;

  @Override
  public String name() {
    return "calibrated (%s), %s, %,d scored".formatted(view.name(), chooser.word(), pool);
  }

  @Override
  public Family family() {
    return chooser != Chooser.PORTFOLIO
        ? Family.OTHER
        : view.isTrained() ? Family.CALIBRATED_PROXY : Family.CALIBRATED;
  }

  @Override
  public void run(Ledger ledger, RandomGenerator random) {
    ScoreView candidates = view.of(Draw.some(pool, view.size(), random));
    ledger.pay(candidates.cost());
    List<Integer> trained = new ArrayList<>();
    List<Double> seen = new ArrayList<>();
    while (trained.size() < Math.min(budget, pool)) {
      Observations known = new Observations(trained, seen);
      int count = Math.min(ROUND, Math.min(budget, pool) - trained.size());
      for (int candidate : chooser.next(candidates.table(), known, count, random)) {
        trained.add(candidate);
        seen.add(ledger.train(candidates.places().get(candidate)));
      }
    }
  }
}
