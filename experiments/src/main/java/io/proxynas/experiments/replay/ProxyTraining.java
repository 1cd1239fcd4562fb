package io.proxynas.experiments.replay;

import io.proxynas.nas.calibrate.Score;
import java.util.List;

/**
 * A training of networks on something cheaper than the full data.
 *
 * @param name of what they were trained on, as in {@code dm-ipc50}
 * @param scores one value a network; NaN for a network that was not trained so
 * @param seconds of worker time that each training took, its scoring included
 * @param once seconds of worker time that came before the first training, as a condensation does
 */
public record ProxyTraining(String name, List<Score> scores, List<Double> seconds, double once) {

  /** The score by which a search on a proxy ranks if nothing else is said. */
  public static final String ACCURACY = "accuracy";

  /** The score that its loss on its training images gives, less being better. */
  public static final String TRAINING_LOSS = "training-loss";

  /** Keeps copies. */
  public ProxyTraining {
    scores = List.copyOf(scores);
    seconds = List.copyOf(seconds);
  }

  /** What its scores are called: as in {@code dm-ipc50:accuracy}. */
  public static String score(String training, String what) {
    return training + ":" + what;
  }

  /** Whether a network was trained so: all scores are there. */
  boolean has(int place) {
    return scores.stream().noneMatch(score -> Double.isNaN(score.merits().get(place)));
  }

  ProxyTraining of(List<Integer> places) {
    return new ProxyTraining(
        name,
        scores.stream().map(score -> Places.of(places, score)).toList(),
        Places.of(places, seconds),
        once);
  }
}
