package io.proxynas.eval.progress;

import java.time.Duration;
import java.util.Locale;

/**
 * What trainings will take, told before they start: by the {@link TrainingPace} that the same
 * candidates had on the proxy, with all workers busy until the end. The last of a few long
 * trainings may make it longer.
 *
 * @param trainings in all
 * @param known of these, from the journal or from other runs: they take no time
 * @param work time of the others by the clock of one worker, estimated
 */
public record TimeEstimate(int trainings, int known, Duration work) {

  public static final TimeEstimate NONE = new TimeEstimate(0, 0, Duration.ZERO);

  /** Of one training that is known. */
  public static final TimeEstimate KNOWN = new TimeEstimate(1, 1, Duration.ZERO);

  /** Of one training that is to be done. */
  public static TimeEstimate of(Duration work) {
    return new TimeEstimate(1, 0, work);
  }

  public TimeEstimate plus(TimeEstimate other) {
    return new TimeEstimate(
        trainings + other.trainings, known + other.known, work.plus(other.work));
  }

  /**
   * As in {@code 30 trainings on the full data and 24 for rivals, 12 of them known already: about
   * 75 s by 2 workers}; without the time where nothing was trained that could tell it.
   */
  public static String sentence(TimeEstimate full, TimeEstimate rivals, int workers) {
    TimeEstimate all = full.plus(rivals);
    boolean untold = all.work.isZero() && all.known < all.trainings;
    return String.format(
        Locale.ROOT,
        "%,d trainings on the full data and %,d for rivals, %,d of them known already%s by %d workers",
        full.trainings,
        rivals.trainings,
        all.known,
        untold ? "," : ": about " + time(all.work.dividedBy(workers)),
        workers);
  }

  private static String time(Duration time) {
    long seconds = time.plusMillis(500).toSeconds();
    return seconds < 100
        ? seconds + " s"
        : seconds < 6000
            ? (seconds + 30) / 60 + " min"
            : String.format(Locale.ROOT, "%.1f h", seconds / 3600.0);
  }
}
