package io.proxynas.cli.progress;

import io.proxynas.cli.text.Format;
import io.proxynas.eval.progress.ProgressRate;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar with rate and time left, for a terminal. A part that never moves shows none. */
final class BarMeter implements Meter {

  private static final int UPDATE_MILLIS = 250;
  private static final int LINE_END_SECONDS = 2;

  private final PrintStream err;
  private final LongSupplier nanoTime;
  private String part = "";
  private ProgressRate rate;
  private @Nullable ProgressBar bar;
  private CountDownLatch lineEnded = new CountDownLatch(0);

  BarMeter(PrintStream err, LongSupplier nanoTime) {
    this.err = err;
    this.nanoTime = nanoTime;
    this.rate = new ProgressRate(nanoTime, NO_LIMIT);
  }

  @Override
  public synchronized void begin(String newPart, String unit, Duration most) {
    end();
    part = newPart;
    rate = new ProgressRate(nanoTime, most);
  }

  @Override
  public synchronized void at(long done, long total, String note) {
    if (bar == null) {
      bar = newBar(total, rate);
    }
    rate.at(done, total);
    bar.maxHint(total);
    bar.stepTo(done);
    String speed = rate.perSecond().map(r -> Format.text("%.1f/s", r)).orElse("");
    bar.setExtraMessage(" " + speed + (speed.isEmpty() || note.isEmpty() ? "" : ", ") + note);
  }

  private ProgressBar newBar(long total, ProgressRate itsRate) {
    lineEnded = new CountDownLatch(1);
    return new ProgressBarBuilder()
        .setTaskName(part)
        .setInitialMax(total)
        .setUpdateIntervalMillis(UPDATE_MILLIS)
        .setStyle(ProgressBarStyle.ASCII)
        .setEtaFunction(state -> itsRate.left())
        .setConsumer(
            new ConsoleProgressBarConsumer(err) {
              @Override
              public void close() { // once its last line is out
                super.close();
                lineEnded.countDown();
              }
            })
        .build();
  }

  @Override
  public synchronized void end() {
    if (bar != null) {
      bar.close();
      bar = null;
      awaitLineEnd();
    }
  }

  /** The bar ends its line in a thread of its own; what is printed next shall not come before. */
  private void awaitLineEnd() {
    try {
      if (!lineEnded.await(LINE_END_SECONDS, TimeUnit.SECONDS)) {
        err.println();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
