package io.proxynas.experiments.replay.race;

import io.proxynas.engine.Seed;
import io.proxynas.experiments.replay.ScoreView;
import io.proxynas.experiments.replay.calibration.Predictor;
import io.proxynas.nas.calibrate.Observations;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Scores random candidates, and trains them in full from the best score on.
 *
 * @param what the score is called
 * @param view the scores, and what they cost
 * @param order gives the order
 * @param pool how many candidates are scored, at most
 */
record InOrder(String what, ScoreView view, Predictor order, int pool) implements Policy {

  @Override
  public String name() {
    return "%s, %s scored".formatted(what, Draw.word(pool));
  }

  @Override
  public Family family() {
    return Family.ofScores(view);
  }

  @Override
  public void run(Ledger ledger, RandomGenerator random) {
    ScoreView candidates = Draw.candidates(view, pool, random);
    ledger.pay(candidates.cost());
    double[] merits = order.predict(candidates.table(), Observations.NONE, new Seed(0));
    List<Integer> places = candidates.places();
    IntStream.range(0, candidates.size())
        .boxed()
        .sorted(Comparator.comparingDouble(candidate -> -merits[candidate]))
        .forEach(candidate -> ledger.train(places.get(candidate)));
  }
}
