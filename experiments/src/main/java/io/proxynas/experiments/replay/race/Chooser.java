package io.proxynas.experiments.replay.race;

import io.proxynas.nas.calibrate.CalibratedRanking;
import io.proxynas.nas.calibrate.ImprovementPerCost;
import io.proxynas.nas.calibrate.Observations;
import io.proxynas.nas.calibrate.Portfolio;
import io.proxynas.nas.calibrate.Prediction;
import io.proxynas.nas.calibrate.ScoreTable;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Which candidates a calibrated search trains in full next. */
enum Chooser {
  /** The project's own: expected improvement per cost. */
  IMPROVEMENT("improvement per cost", 0) {
    @Override
    double[] wish(Prediction.Normal prediction, RandomGenerator random) {
      throw new IllegalStateException("improvement per cost chooses by itself");
    }

    @Override
    List<Integer> next(Candidates all, Observations known, int count, RandomGenerator random) {
      return ImprovementPerCost.DEFAULT.next(
          CalibratedRanking.DEFAULT, all.table(), known, all.flops(), count);
    }
  },
  /** Some by the prior, some spread, then by turns. */
  PORTFOLIO("portfolio", 0) {
    @Override
    double[] wish(Prediction.Normal prediction, RandomGenerator random) {
      throw new IllegalStateException("a portfolio chooses by itself");
    }

    @Override
    List<Integer> next(Candidates all, Observations known, int count, RandomGenerator random) {
      return Portfolio.DEFAULT.next(CalibratedRanking.DEFAULT, all.table(), known, count);
    }
  },
  /** A random sample to calibrate by, then what the model says is best. */
  RANDOM_FIRST("12 random, then the best", 12) {
    @Override
    double[] wish(Prediction.Normal prediction, RandomGenerator random) {
      return means(prediction);
    }
  },
  /** Always what the model says is best; before any truth, the prior. */
  TOP("always the best", 0) {
    @Override
    double[] wish(Prediction.Normal prediction, RandomGenerator random) {
      return means(prediction);
    }
  },
  /** Upper confidence bound: two standard deviations above the mean. */
  UCB("8 random, then UCB", 8) {
    @Override
    double[] wish(Prediction.Normal prediction, RandomGenerator random) {
      return IntStream.range(0, prediction.means().size())
          .mapToDouble(i -> prediction.means().get(i) + DEVIATIONS * prediction.deviations().get(i))
          .toArray();
    }
  },
  /** A draw from what the model believes of each candidate by itself. */
  THOMPSON("8 random, then Thompson", 8) {
    @Override
    double[] wish(Prediction.Normal prediction, RandomGenerator random) {
      return IntStream.range(0, prediction.means().size())
          .mapToDouble(
              i ->
                  prediction.means().get(i)
                      + random.nextGaussian() * prediction.deviations().get(i))
          .toArray();
    }
  };

  private static final double DEVIATIONS = 2;

  private final String word;
  private final int random;

  Chooser(String word, int random) {
    this.word = word;
    this.random = random;
  }

  /** What it is called in tables. */
  String word() {
    return word;
  }

  private static double[] means(Prediction.Normal prediction) {
    return prediction.means().stream().mapToDouble(mean -> mean).toArray();
  }

  /** What a candidate is wished for, more is sooner. */
  abstract double[] wish(Prediction.Normal prediction, RandomGenerator generator);

  /**
   * Whom to choose from.
   *
   * @param table their scores
   * @param flops one a candidate, by which a training's cost is told beforehand
   */
  record Candidates(ScoreTable table, List<Double> flops) {}

  /**
   * The candidates to train next, none that is known.
   *
   * @param all candidates
   * @param known truths so far
   * @param count how many, at most
   * @param generator draws
   */
  List<Integer> next(Candidates all, Observations known, int count, RandomGenerator generator) {
    ScoreTable table = all.table();
    Set<Integer> taken = new HashSet<>(known.candidates());
    if (known.count() < random) {
      return Draw.some(table.candidates(), table.candidates(), generator).stream()
          .filter(candidate -> !taken.contains(candidate))
          .limit(Math.min(count, random - known.count()))
          .toList();
    }
    double[] wishes = wish(CalibratedRanking.DEFAULT.predict(table, known).scaled(), generator);
    return IntStream.range(0, table.candidates())
        .boxed()
        .filter(candidate -> !taken.contains(candidate))
        .sorted(Comparator.comparingDouble(candidate -> -wishes[candidate]))
        .limit(count)
        .toList();
  }
}
