package io.proxynas.cli.progress;

import io.proxynas.cli.text.Format;
import io.proxynas.eval.progress.ProgressRate;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Plain lines, for files and pipes: one for every tenth of a part, or after ten seconds. */
final class LineMeter implements Meter {

  private static final int STEPS = 10;
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final PrintStream err;
  private final LongSupplier nanoTime;
  private String part = "";
  private String unit = "";
  private ProgressRate rate;
  private long shownStep;
  private Duration shownAt = Duration.ZERO;

  LineMeter(PrintStream err, LongSupplier nanoTime) {
    this.err = err;
    this.nanoTime = nanoTime;
    this.rate = new ProgressRate(nanoTime, NO_LIMIT);
  }

  @Override
  public synchronized void begin(String newPart, String newUnit, Duration most) {
    part = newPart;
    unit = newUnit;
    rate = new ProgressRate(nanoTime, most);
    shownStep = 0;
    shownAt = Duration.ZERO;
  }

  @Override
  public synchronized void at(long done, long total, String note) {
    rate.at(done, total);
    long step = total == 0 ? 0 : done * STEPS / total;
    Duration elapsed = rate.elapsed();
    if (step == shownStep && elapsed.minus(shownAt).compareTo(INTERVAL) < 0) {
      return;
    }
    shownStep = step;
    shownAt = elapsed;
    err.println(line(done, total, elapsed, note));
  }

  private String line(long done, long total, Duration elapsed, String note) {
    StringBuilder line =
        new StringBuilder(
            Format.text("%s: %,d of %,d %s, %s", part, done, total, unit, Format.time(elapsed)));
    if (done < total) {
      rate.left().ifPresent(left -> line.append(", ").append(Format.time(left)).append(" left"));
    }
    return line.append(note.isEmpty() ? "" : ", " + note).toString();
  }

  @Override
  public void end() {}
}
