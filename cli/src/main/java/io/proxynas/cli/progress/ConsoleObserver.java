package io.proxynas.cli.progress;

import io.proxynas.cli.shell.Beginning;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.Format;
import io.proxynas.condense.course.Course;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Merit;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.train.check.Shown;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows on stderr how a command goes. Its beginning ends with the first step that a phase has done
 * or with the first trial of an experiment; in other parts nothing is lost that could be finished.
 */
public final class ConsoleObserver implements RunObserver, AutoCloseable {

  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream err;
  private final boolean quiet;
  private final boolean bar;
  private final Meter meter;
  private final Map<Phase, Duration> limits;
  private final Beginning beginning;
  private @Nullable Phase phase;
  private Comparator<Outcome.Trained> bestFirst = Ranking.BEST_FIRST;
  private Outcome.@Nullable Trained best;
  private double loss = Double.NaN;
  private String trial = "";
  private String opening = "";

  ConsoleObserver(
      Shell shell, boolean quiet, boolean bar, Meter meter, Map<Phase, Duration> limits) {
    this.err = shell.err();
    this.beginning = shell.beginning();
    this.quiet = quiet;
    this.bar = bar;
    this.meter = meter;
    this.limits = limits;
  }

  /**
   * A bar on a terminal, lines elsewhere; warnings only if quiet.
   *
   * @param quiet whether to show no progress
   * @param limits times after which phases end, done or not
   */
  public static ConsoleObserver of(Shell shell, boolean quiet, Map<Phase, Duration> limits) {
    boolean bar = shell.terminal() && !quiet;
    Meter meter =
        bar
            ? new BarMeter(shell.err(), System::nanoTime)
            : quiet ? Meter.NONE : new LineMeter(shell.err(), System::nanoTime);
    return new ConsoleObserver(shell, quiet, bar, meter, limits);
  }

  /** Announces a sentence before the first work, so that an error before that stands alone. */
  public void opensWith(String sentence) {
    opening = sentence;
  }

  /** The best so far is that by this merit, as it ranks; by accuracy unless another is told. */
  public void ranksBy(Merit merit) {
    bestFirst = Ranking.bestFirst(merit);
  }

  private void opens() {
    if (!opening.isEmpty()) {
      announces(opening);
      opening = "";
    }
  }

  /** Images are loaded, which is no work yet. */
  public void loads(String unit) {
    part("data", unit);
  }

  /** A part that is no phase of a run begins. */
  public void begins(String part, String unit) {
    opens();
    part(part, unit);
  }

  private void part(String name, String unit) {
    phase = null;
    trial = "";
    meter.begin(name, unit);
  }

  @Override
  public void begins(Phase newPhase) {
    if (newPhase != Phase.CONDENSE) { // which may find that there is no such set
      opens();
    }
    begins(newPhase, limit(newPhase));
  }

  private Duration limit(Phase ofPhase) {
    return limits.getOrDefault(ofPhase, Meter.NO_LIMIT);
  }

  private void begins(Phase newPhase, Duration most) {
    phase = newPhase;
    switch (newPhase) {
      case CONDENSE -> meter.begin("condense", "iterations", most);
      case SEARCH -> meter.begin("search", "candidates", most);
      case CALIBRATE -> meter.begin("calibrate", "trainings", most);
      case VALIDATE -> meter.begin("validate", "trainings", most);
      case RIVALS -> meter.begin("rivals", "rivals", most);
      case BEST -> meter.begin("best", "networks", most);
      case MEASURE -> meter.begin("measure", "trainings", most);
    }
  }

  @Override
  public void progress(long done, long total) {
    if (done > 0 && phase != null) {
      opens();
      beginning.ends();
    }
    meter.at(done, total, note());
  }

  private String note() {
    return phase == Phase.SEARCH ? bestSoFar() : phase == Phase.CONDENSE ? lastLoss() : trial;
  }

  /** So much of an experiment is done, and this trial is under way. */
  public void trial(double fraction, String itsKey) {
    if (fraction > 0) {
      beginning.ends();
    }
    trial = itsKey;
    progress(Math.round(100 * fraction), 100);
  }

  /** Of one that goes on less time is left than of one that begins. */
  @Override
  public Course.Listener condensation() {
    Course.Listener told = RunObserver.super.condensation();
    return new Course.Listener() {
      @Override
      public void at(long done, long total, double itsLoss) {
        told.at(done, total, itsLoss);
      }

      @Override
      public void goesOn(Duration elapsed) {
        begins(Phase.CONDENSE, limit(Phase.CONDENSE).minus(elapsed));
      }
    };
  }

  private String lastLoss() {
    return Double.isNaN(loss) ? "" : Format.text("loss %.4g", loss);
  }

  @Override
  public void matched(double itsLoss) {
    loss = itsLoss;
  }

  private String bestSoFar() {
    if (best == null || !best.scores().hasAccuracy()) {
      return "";
    }
    String accuracy = "best " + Format.percent(best.scores().validationAccuracy());
    return bar ? accuracy : accuracy + " by " + best.architecture().id();
  }

  @Override
  public void finished(Outcome outcome) {
    if (phase == Phase.SEARCH
        && outcome instanceof Outcome.Trained trained
        && (best == null || bestFirst.compare(trained, best) < 0)) {
      best = trained;
    }
  }

  @Override
  public void announces(String sentence) {
    if (!quiet) {
      err.println((bar ? CLEAR_LINE : "") + sentence);
    }
  }

  @Override
  public void warns(String sentence) {
    err.println((bar ? CLEAR_LINE : "") + "nas-search: warning: " + Shown.sentence(sentence));
  }

  /** The last part ends: what follows are results. */
  public void ends() {
    meter.end();
  }

  @Override
  public void close() {
    ends();
  }
}
