package io.proxynas.experiments.replay;

import io.proxynas.train.check.Require;
import java.util.List;

/**
 * A full training of every network, from one seed.
 *
 * @param seen the accuracy that a search gets to see, a fraction, one a network
 * @param judged the accuracy by which a choice is judged, a fraction, one a network; the same as
 *     {@code seen} where the table has no other
 * @param seconds of worker time that each took
 * @param curves accuracies after each epoch, as a search would see them: a list an epoch, one value
 *     a network; empty where the table has none
 */
public record FullTraining(
    List<Double> seen, List<Double> judged, List<Double> seconds, List<List<Double>> curves) {

  /** Checks the lengths and keeps copies. */
  public FullTraining {
    seen = List.copyOf(seen);
    judged = List.copyOf(judged);
    seconds = List.copyOf(seconds);
    curves = curves.stream().map(List::copyOf).toList();
    int networks = seen.size();
    boolean sameLength =
        judged.size() == networks
            && seconds.size() == networks
            && curves.stream().allMatch(epoch -> epoch.size() == networks);
    Require.that(
        sameLength,
        "a full training must have as many values of each kind as networks, %d, but had %d judged accuracies, %d times and curves of %s",
        networks,
        judged.size(),
        seconds.size(),
        curves.stream().map(List::size).distinct().toList());
  }

  /** Epochs of the curves; 0 where there are none. */
  public int epochs() {
    return curves.size();
  }

  /** The same of some networks, in the order of their places. */
  FullTraining of(List<Integer> places) {
    return new FullTraining(
        Places.of(places, seen),
        Places.of(places, judged),
        Places.of(places, seconds),
        curves.stream().map(epoch -> Places.of(places, epoch)).toList());
  }
}
