package io.proxynas.experiments.replay;

import io.proxynas.nas.calibrate.Score;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A training of networks on something cheaper than the full data.
 *
 * @param name of what they were trained on, as in {@code dm-ipc50}
 * @param scores one value a network; NaN for a network that was not trained so
 * @param seconds of worker time that each training took, its scoring included
 * @param once seconds of worker time that came before the first training, as a condensation does;
 *     NaN where that is not known
 */
public record ProxyTraining(String name, List<Score> scores, List<Double> seconds, double once) {

  /** The score by which a search on a proxy ranks if nothing else is said. */
  public static final String ACCURACY = "accuracy";

  /** The score that its loss on its training images gives, less being better. */
  public static final String TRAINING_LOSS = "training-loss";

  private static final Pattern REAL = Pattern.compile("random-.*|full(-e\\d+)?");

  /** Keeps copies. */
  public ProxyTraining {
    scores = List.copyOf(scores);
    seconds = List.copyOf(seconds);
  }

  /** What its scores are called: as in {@code dm-ipc50:accuracy}. */
  public static String score(String training, String what) {
    return training + ":" + what;
  }

  /**
   * Whether a name is that of a training on real images, drawn at random or all, for which nothing
   * has to be made.
   */
  static boolean isOnRealImages(String training) {
    return REAL.matcher(training).matches();
  }

  /** Whether it is known what came before the first training. */
  public boolean isCostKnown() {
    return !Double.isNaN(once);
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
