package io.proxynas.experiments.replay.race;

import io.proxynas.experiments.replay.Places;
import io.proxynas.experiments.replay.ScoreView;
import io.proxynas.nas.calibrate.CalibratedRanking;
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
 * @param chosenBy which of the trained networks it takes
 */
record CalibratedSearch(ScoreView view, int pool, Chooser chooser, int budget, ChosenBy chosenBy)
    implements Policy {

  private static final int ROUND = 4;

  /** Seconds that a candidate takes in a fit, about (AMD EPYC). */
  private static final double EACH = 2e-5;

  /** What decides between networks that were trained in full. */
  enum ChosenBy {
    /** The accuracy that the one training showed. */
    ACCURACY(""),
    /** What the model makes of it and of all others: a lucky training counts less. */
    MODEL(", chosen by the model");

    private final String words;

    ChosenBy(String words) {
      this.words = words;
    }
  }

  @Override
  public String name() {
    return "calibrated (%s), %s%s, %,d scored"
        .formatted(view.name(), chooser.word(), chosenBy.words, pool);
  }

  @Override
  public Family family() {
    if (chooser != Chooser.PORTFOLIO) {
      return Family.OTHER;
    }
    if (chosenBy == ChosenBy.MODEL) {
      return Family.CHOSEN_BY_MODEL;
    }
    return view.isTrained() ? Family.CALIBRATED_PROXY : Family.CALIBRATED;
  }

  @Override
  public double seconds() {
    int fits = (chosenBy == ChosenBy.MODEL ? 2 : 1) * Math.min(budget, pool) / ROUND;
    return fits * pool * EACH;
  }

  @Override
  public void run(Ledger ledger, RandomGenerator random) {
    ScoreView candidates = view.of(Draw.some(pool, view.size(), random));
    ledger.pay(candidates.cost());
    Observations known = Observations.NONE;
    while (known.count() < Math.min(budget, pool)) {
      int count = Math.min(ROUND, Math.min(budget, pool) - known.count());
      List<Integer> next = chooser.next(candidates.table(), known, count, random);
      known = trained(candidates, known, next, ledger);
      if (chosenBy == ChosenBy.MODEL) {
        ledger.choose(candidates.places().get(best(candidates, known)));
      }
    }
  }

  private Observations trained(
      ScoreView candidates, Observations known, List<Integer> next, Ledger ledger) {
    List<Integer> trained = new ArrayList<>(known.candidates());
    List<Double> seen = new ArrayList<>(known.truths());
    for (int candidate : next) {
      int place = candidates.places().get(candidate);
      trained.add(candidate);
      seen.add(chosenBy == ChosenBy.MODEL ? ledger.see(place) : ledger.train(place));
    }
    return new Observations(trained, seen);
  }

  /** The trained candidate that the model believes in most; before it is fitted, the best seen. */
  private static int best(ScoreView candidates, Observations known) {
    List<Double> believed =
        known.count() < CalibratedRanking.DEFAULT.leastTruths()
            ? known.truths()
            : Places.of(
                known.candidates(),
                CalibratedRanking.DEFAULT.predict(candidates.table(), known).means());
    int best = 0;
    for (int i = 1; i < believed.size(); i++) {
      best = believed.get(i) > believed.get(best) ? i : best;
    }
    return known.candidates().get(best);
  }
}
