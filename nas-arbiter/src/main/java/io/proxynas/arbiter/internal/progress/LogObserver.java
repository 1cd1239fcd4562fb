package io.proxynas.arbiter.internal.progress;

import io.proxynas.eval.progress.ProgressRate;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Ranking;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in lines how an accelerated search goes: what begins and ends at once, what goes on every
 * ten seconds. Usable from several threads.
 */
public final class LogObserver implements RunObserver {

  private static final Logger LOG = LoggerFactory.getLogger("io.proxynas.arbiter");
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration NO_LIMIT = Duration.ofDays(36_500);
  private static final int MOST_SECONDS = 100;

  private final Consumer<String> lines;
  private final Consumer<String> warnings;
  private final LongSupplier nanoTime;
  private @Nullable Phase phase;
  private ProgressRate rate;
  private Duration shownAt = Duration.ZERO;
  private int candidates;
  private Outcome.@Nullable Trained best;

  /** Through SLF4J, as {@code io.proxynas.arbiter} at the levels info and warn. */
  public LogObserver() {
    this(LOG::info, LOG::warn, System::nanoTime);
  }

  /** To others, by a clock. */
  LogObserver(Consumer<String> lines, Consumer<String> warnings, LongSupplier nanoTime) {
    this.lines = lines;
    this.warnings = warnings;
    this.nanoTime = nanoTime;
    this.rate = new ProgressRate(nanoTime, NO_LIMIT);
  }

  @Override
  public synchronized void begins(Phase newPhase) {
    phase = newPhase;
    rate = new ProgressRate(nanoTime, NO_LIMIT);
    shownAt = Duration.ZERO;
    candidates = 0;
    best = null;
  }

  @Override
  public synchronized void progress(long done, long total) {
    rate.at(done, total);
    if (phase == Phase.CONDENSE && isDue(done == total)) {
      lines.accept(line("proxy set", done, total, "iterations"));
    } else if (phase == Phase.VALIDATE && isDue(done == total)) {
      lines.accept(line("validation", done, total, "trainings on the full data"));
    }
  }

  private boolean isDue(boolean last) {
    Duration elapsed = rate.elapsed();
    if (!last && elapsed.minus(shownAt).compareTo(INTERVAL) < 0) {
      return false;
    }
    shownAt = elapsed;
    return true;
  }

  private String line(String part, long done, long total, String unit) {
    String line = text("%s: %,d of %,d %s in %s", part, done, total, unit, time(rate.elapsed()));
    return done == total
        ? line
        : line + rate.left().map(left -> ", about " + time(left) + " left").orElse("");
  }

  @Override
  public synchronized void finished(Outcome outcome) {
    if (phase != Phase.SEARCH) {
      return;
    }
    candidates++;
    if (outcome instanceof Outcome.Trained trained
        && (best == null || Ranking.BEST_FIRST.compare(trained, best) < 0)) {
      best = trained;
    }
    if (isDue(candidates == 1)) {
      lines.accept(
          text(
                  "search: %,d %s in %s",
                  candidates, candidates == 1 ? "candidate" : "candidates", time(rate.elapsed()))
              + bestSoFar());
    }
  }

  private String bestSoFar() {
    return best == null
        ? ""
        : text(
            ", best accuracy %.1f %% by %s",
            100 * best.scores().validationAccuracy(), best.architecture().id());
  }

  @Override
  public void announces(String sentence) {
    lines.accept(sentence);
  }

  @Override
  public void warns(String sentence) {
    warnings.accept(sentence);
  }

  private static String time(Duration time) {
    long seconds = time.plusMillis(500).toSeconds();
    return seconds < MOST_SECONDS
        ? seconds + " s"
        : text("%d min %d s", seconds / 60, seconds % 60);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
