package io.proxynas.eval.progress;

import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.internal.stack.Ladders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * How long candidates took, to tell how long other trainings of them will take: the same time for
 * each forward pass (a step of training counts three). A candidate's own pace is that of its
 * longest training; one that was never trained has the mean pace of the others at its FLOPs.
 *
 * <p>What is measured beside a training, such as training-free scores or the latency, counts as
 * part of it. An outcome tells its worker time; {@link #byClock} adds the waiting for a core that
 * others use.
 *
 * @param secondsAPass by candidate id
 * @param secondsAFlop of all together; 0 if none was trained
 */
public record TrainingPace(Map<String, Double> secondsAPass, double secondsAFlop) {

  public TrainingPace {
    secondsAPass = Map.copyOf(secondsAPass);
  }

  /** The longest training of a candidate so far. */
  private record Longest(long passes, double seconds) {}

  /**
   * The pace of outcomes.
   *
   * @param trainings of candidates, on rungs or not; what only scored or failed says nothing
   * @param passes how many forward passes of an image a training took, above 0
   */
  public static TrainingPace of(List<? extends Outcome> trainings, ToLongFunction<Outcome> passes) {
    Map<String, Longest> longest = new HashMap<>();
    double seconds = 0;
    double flops = 0;
    for (Outcome outcome : trainings) {
      if (outcome instanceof Outcome.Trained trained && trained.scores().isTrained()) {
        Longest own = new Longest(passes.applyAsLong(outcome), outcome.seconds());
        longest.merge(
            Ladders.candidate(outcome.architecture()).id(),
            own,
            (a, b) -> b.passes() > a.passes() ? b : a);
        seconds += own.seconds();
        flops += (double) own.passes() * trained.scores().flops();
      }
    }
    Map<String, Double> secondsAPass = new HashMap<>();
    longest.forEach((id, own) -> secondsAPass.put(id, own.seconds() / own.passes()));
    return new TrainingPace(secondsAPass, flops > 0 ? seconds / flops : 0);
  }

  /**
   * The pace by the clock: slower by as much as the trainings that were measured took longer than
   * their worker time, since workers waited for a core or for one another.
   *
   * @param elapsed of all of them together, by the clock; some may have been done before
   * @param workers that trained at a time
   * @param worked their worker time
   */
  public TrainingPace byClock(Duration elapsed, int workers, Duration worked) {
    double held = (double) workers * elapsed.toNanos();
    double factor = worked.isZero() ? 1 : Math.max(1, held / worked.toNanos());
    Map<String, Double> slower = new HashMap<>();
    secondsAPass.forEach((id, seconds) -> slower.put(id, factor * seconds));
    return new TrainingPace(slower, factor * secondsAFlop);
  }

  /** The time of a training of a candidate that takes so many forward passes. */
  public Duration of(Outcome.Trained candidate, long passes) {
    double seconds =
        Objects.requireNonNullElse(
            secondsAPass.get(candidate.architecture().id()),
            secondsAFlop * candidate.scores().flops());
    return Duration.ofNanos(Math.round(1e9 * seconds * passes));
  }
}
