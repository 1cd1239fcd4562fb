package io.proxynas.experiments.replay.race;

import io.proxynas.engine.Seed;
import io.proxynas.eval.stat.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * The mean regret of some runs by what they had spent: a step function. Intervals are those of the
 * percentile bootstrap over the runs, at 95 %.
 */
final class MeanRegret {

  private static final int RESAMPLES = 500;
  private static final double TAIL = 0.025;

  /** Of sums of regrets: far less than any accuracy differs. */
  private static final double ROUNDING = 1e-9;

  private final double[] starts;
  private final List<Event> events;

  /**
   * A run changes its choice.
   *
   * @param time what it had spent
   */
  private record Event(double time, int run, double regret) {}

  /**
   * Of some runs.
   *
   * @param tracks at least one
   * @param clock what counts as spent
   */
  MeanRegret(List<Track> tracks, ToDoubleFunction<Track.Step> clock) {
    starts = tracks.stream().mapToDouble(Track::start).toArray();
    List<Event> all = new ArrayList<>();
    for (int run = 0; run < tracks.size(); run++) {
      for (Track.Step step : tracks.get(run).steps()) {
        all.add(new Event(clock.applyAsDouble(step), run, step.regret()));
      }
    }
    all.sort(Comparator.comparingDouble(Event::time));
    events = List.copyOf(all);
  }

  /** When the first run chose for the first time; NaN without any choice. */
  double first() {
    return events.isEmpty() ? Double.NaN : events.get(0).time();
  }

  /** When the last run ended. */
  double last() {
    return events.isEmpty() ? Double.NaN : events.get(events.size() - 1).time();
  }

  /** The mean regret of all runs when each has spent so much, a fraction. */
  Interval at(double time, Seed seed) {
    double[] regrets = starts.clone();
    events.stream()
        .takeWhile(event -> event.time() <= time)
        .forEach(event -> regrets[event.run()] = event.regret());
    return interval(weights -> mean(regrets, weights), seed);
  }

  /**
   * What each must have spent so that the mean regret is no more than a target, then and at any
   * time after: one choice may be good by chance and be given up for one that only looks better.
   *
   * @param target a fraction
   * @return infinite where that is never so
   */
  Interval to(double target, Seed seed) {
    return interval(weights -> to(target, weights), seed);
  }

  /** The same without an interval. */
  double to(double target) {
    return to(target, once());
  }

  private double to(double target, int[] weights) {
    double[] regrets = starts.clone();
    double sum = mean(regrets, weights) * starts.length;
    double since = Double.POSITIVE_INFINITY;
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      sum += weights[event.run()] * (event.regret() - regrets[event.run()]);
      regrets[event.run()] = event.regret();
      boolean last = i + 1 == events.size() || events.get(i + 1).time() > event.time();
      if (last) {
        boolean reached = sum / starts.length <= target + ROUNDING;
        since = reached ? Math.min(since, event.time()) : Double.POSITIVE_INFINITY;
      }
    }
    return since;
  }

  private static double mean(double[] regrets, int[] weights) {
    double sum = 0;
    for (int run = 0; run < regrets.length; run++) {
      sum += weights[run] * regrets[run];
    }
    return sum / regrets.length;
  }

  private Interval interval(ToDoubleFunction<int[]> statistic, Seed seed) {
    RandomGenerator random = seed.generator();
    int runs = starts.length;
    double[] resampled = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      int[] weights = new int[runs];
      for (int i = 0; i < runs; i++) {
        weights[random.nextInt(runs)]++;
      }
      resampled[r] = statistic.applyAsDouble(weights);
    }
    Arrays.sort(resampled);
    return new Interval(
        statistic.applyAsDouble(once()),
        resampled[(int) (TAIL * RESAMPLES)],
        resampled[RESAMPLES - 1 - (int) (TAIL * RESAMPLES)]);
  }

  private int[] once() {
    int[] once = new int[starts.length];
    Arrays.fill(once, 1);
    return once;
  }
}
