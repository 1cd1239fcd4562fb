package io.proxynas.eval.validation;

import io.proxynas.engine.architecture.Architecture;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Ranks candidates by a single decision of their space, the best one, as the full trainings of the
 * <em>other</em> candidates tell it. A proxy that does not beat it may know no more than, say, that
 * networks with a sigmoid are bad.
 *
 * <p>For each candidate, the decision is the one whose values' mean accuracies predict those of the
 * other candidates best, each left out in turn (least squared error). The candidate's score is
 * where its value then stands: the fraction of the others whose value has a lower mean, and half of
 * those whose value has the same; one half if no other shares its value.
 */
public final class DecisionRival implements RivalScorer {

  /*
   * The obvious score is the mean itself. But a mean without one's own truth is the lower, the
   * higher that truth is, so it falls with the truth among all that share a value: on 12 candidates
   * without any information it has ρ -0.22 on average, -0.14 as the difference from the mean of all,
   * and where one value is worse by three standard deviations 0.31 instead of the 0.76 of that
   * decision. Places of values are alike for all that share one: 0.01 and 0.56 (DecisionRivalTest).
   */

  private final Function<Architecture, Map<String, String>> choices;

  /**
   * A rival.
   *
   * @param choices of an architecture: the value of each decision by its name, in one order
   */
  public DecisionRival(Function<Architecture, Map<String, String>> choices) {
    this.choices = choices;
  }

  @Override
  public String name() {
    return RivalKind.DECISION.word();
  }

  @Override
  public Rival.Needs needs() {
    return Rival.Needs.TRUTH;
  }

  @Override
  public List<RivalScore> score(List<PairedScore> candidates) {
    Sample sample = sample(candidates);
    return Arrays.stream(sample.scores())
        .mapToObj(score -> new RivalScore(score, Duration.ZERO))
        .toList();
  }

  /** The name of the decision that most candidates are scored by. */
  @Override
  public String basis(List<PairedScore> candidates) {
    if (candidates.size() < Sample.FEWEST) {
      return "";
    }
    int[] best = sample(candidates).best();
    List<String> names = List.copyOf(choices.apply(candidates.get(0).architecture()).keySet());
    long most = -1;
    String basis = "";
    for (int d = 0; d < names.size(); d++) {
      int decision = d;
      long count = Arrays.stream(best).filter(b -> b == decision).count();
      if (count > most) {
        most = count;
        basis = names.get(d);
      }
    }
    return basis;
  }

  private Sample sample(List<PairedScore> candidates) {
    return Sample.of(
        candidates.stream()
            .map(pair -> List.copyOf(choices.apply(pair.architecture()).values()))
            .toList(),
        candidates.stream().mapToDouble(PairedScore::fullAccuracy).toArray());
  }

  /**
   * Candidates by their values.
   *
   * @param values (decisions, n) of each decision, numbered from 0
   * @param truths (n) full accuracies
   */
  record Sample(int[][] values, double[] truths) {

    /** Candidates from which on one can be predicted by two others. */
    static final int FEWEST = 3;

    static Sample of(List<List<String>> choices, double[] truths) {
      int decisions = choices.isEmpty() ? 0 : choices.get(0).size();
      int[][] values = new int[decisions][choices.size()];
      for (int d = 0; d < decisions; d++) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < choices.size(); i++) {
          values[d][i] = numbers.computeIfAbsent(choices.get(i).get(d), value -> numbers.size());
        }
      }
      return new Sample(values, truths);
    }

    /** The score of each candidate in [0, 1]; NaN for fewer than three. */
    double[] scores() {
      int n = truths.length;
      if (n < FEWEST || values.length == 0) {
        return IntStream.range(0, n).mapToDouble(i -> Double.NaN).toArray();
      }
      int[] best = best();
      return IntStream.range(0, n).mapToDouble(i -> place(values[best[i]], i)).toArray();
    }

    /** The decision that predicts best without each candidate, of equal ones the first. */
    int[] best() {
      return IntStream.range(0, truths.length).map(this::best).toArray();
    }

    private int best(int without) {
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int d = 0; d < values.length; d++) {
        double error = error(values[d], without);
        if (error < least) {
          least = error;
          best = d;
        }
      }
      return best;
    }

    /** The squared error of the others, each predicted by those that share its value. */
    private double error(int[] of, int without) {
      Means means = Means.of(of, truths, without);
      double error = 0;
      for (int j = 0; j < truths.length; j++) {
        if (j != without) {
          double difference = truths[j] - means.without(of[j], truths[j]);
          error += difference * difference;
        }
      }
      return error;
    }

    private double place(int[] of, int candidate) {
      Means means = Means.of(of, truths, candidate);
      if (means.counts[of[candidate]] == 0) {
        return 0.5;
      }
      double own = means.mean(of[candidate]);
      double place = 0;
      for (int value = 0; value < means.counts.length; value++) {
        if (means.counts[value] > 0) {
          double mean = means.mean(value);
          place += means.counts[value] * (mean < own ? 1 : mean > own ? 0 : 0.5);
        }
      }
      return place / (truths.length - 1);
    }
  }

  /** Sums of truths by value, without one candidate. */
  private record Means(double[] sums, long[] counts) {

    static Means of(int[] values, double[] truths, int without) {
      int number = 1 + Arrays.stream(values).max().orElse(-1);
      Means means = new Means(new double[number], new long[number]);
      for (int i = 0; i < values.length; i++) {
        if (i != without) {
          means.sums[values[i]] += truths[i];
          means.counts[values[i]]++;
        }
      }
      return means;
    }

    double mean(int value) {
      return sums[value] / counts[value];
    }

    /** The mean of a value without one of its truths; that of all the others if it is alone. */
    double without(int value, double truth) {
      long others = counts[value] - 1;
      return others > 0
          ? (sums[value] - truth) / others
          : (Arrays.stream(sums).sum() - truth) / (LongStream.of(counts).sum() - 1);
    }
  }
}
