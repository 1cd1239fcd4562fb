package io.proxynas.experiments.replay.race;

import io.proxynas.experiments.replay.Places;
import io.proxynas.experiments.replay.ScoreView;
import io.proxynas.nas.calibrate.CalibratedRanking;
import io.proxynas.nas.calibrate.ImprovementPerCost;
import io.proxynas.nas.calibrate.Observations;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Scores random candidates, and trains some in full, a few at a time: after each round the ranking
 * is fitted again to what is known.
 *
 * @param view the scores, and what they cost
 * @param flops of all networks of the table, by which costs are told beforehand
 * @param pool how many candidates are scored, at most
 * @param chooser says which to train
 * @param budget full trainings, at most
 * @param chosenBy which of the trained networks it takes
 */
record CalibratedPolicy(
    ScoreView view, List<Double> flops, int pool, Chooser chooser, int budget, ChosenBy chosenBy)
    implements Policy {

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
    return "calibrated (%s), %s%s, %s scored"
        .formatted(view.name(), chooser.word(), chosenBy.words, Draw.word(pool));
  }

  @Override
  public Family family() {
    return chooser == Chooser.IMPROVEMENT ? Family.ofCalibrated(view) : Family.OTHER;
  }

  @Override
  public double seconds() {
    int scored = Math.min(pool, view.size());
    int fits =
        (chosenBy == ChosenBy.MODEL ? 2 : 1)
            * Math.min(budget, scored)
            / ImprovementPerCost.AT_A_TIME;
    return fits * scored * EACH;
  }

  @Override
  public void run(Ledger ledger, RandomGenerator random) {
    ScoreView candidates = Draw.candidates(view, pool, random);
    ledger.pay(candidates.cost());
    Observations known = Observations.NONE;
    Chooser.Candidates all =
        new Chooser.Candidates(candidates.table(), Places.of(candidates.places(), flops));
    int end = Math.min(budget, candidates.size());
    while (known.count() < end) {
      int count = Math.min(ImprovementPerCost.AT_A_TIME, end - known.count());
      List<Integer> next = chooser.next(all, known, count, random);
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
