package io.proxynas.eval.internal.live;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.progress.ProgressRate;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.nas.candidate.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run that goes on. One thread tells it, as a {@link RunObserver}; any number of
 * others wait for what is new.
 */
final class LiveRun implements RunObserver {

  private static final Duration NO_LIMIT = Duration.ofDays(36_500);

  /** An outcome on the proxy, or on the full data. */
  record Told(boolean full, Outcome outcome) {}

  /**
   * What was told: once for each candidate and rung, however often it is heard, and of a failure.
   */
  private record Known(boolean full, String id, int rung) {

    private static final int FAILED = -1;

    static Known of(boolean full, Outcome outcome) {
      int rung = outcome instanceof Outcome.Trained trained ? trained.rung() : FAILED;
      return new Known(full, outcome.architecture().id(), rung);
    }
  }

  /**
   * How far the run is.
   *
   * @param phase absent before the first begins
   * @param running ids of the candidates in training
   * @param elapsed since the run began, or was taken up
   * @param left until the phase ends, at its rate so far; absent while that is not known
   * @param spent the time in each phase that has begun, in their order
   * @param announced what the phase will do, a sentence; empty if it says nothing
   */
  record State(
      Optional<Phase> phase,
      long done,
      long total,
      List<String> running,
      Duration elapsed,
      Optional<Duration> left,
      Map<Phase, Duration> spent,
      String announced) {}

  /**
   * All that there is to know at a moment.
   *
   * @param version grows with every change
   * @param run what was known when the run began; its outcomes and notes are not
   * @param notes sentences for the user so far; grows at its end only
   * @param told every outcome so far, of a candidate on each rung that it has reached; grows at its
   *     end only
   * @param end the finished run, once there is one
   */
  record Moment(
      long version,
      RunRecord run,
      List<String> notes,
      State state,
      List<Told> told,
      Optional<RunRecord> end) {

    /** The run so far. */
    RunRecord soFar() {
      return run.goingOn(outcomes(false), outcomes(true), notes);
    }

    /** Whether another moment differs by more than its state and further outcomes. */
    boolean isAnotherRunThan(Moment other) {
      return run != other.run || notes.size() != other.notes.size();
    }

    private List<Outcome> outcomes(boolean full) {
      Map<String, Outcome> latest = new LinkedHashMap<>();
      told.stream()
          .filter(each -> each.full() == full)
          .map(Told::outcome)
          .forEach(outcome -> latest.put(outcome.architecture().id(), outcome));
      return List.copyOf(latest.values());
    }
  }

  private RunRecord run;
  private final List<String> notes = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();
  private final Set<Known> known = new HashSet<>();
  private final Set<String> running = new LinkedHashSet<>();
  private final LongSupplier nanoTime;
  private final long start;
  private final Map<Phase, Duration> spent = new EnumMap<>(Phase.class);
  private ProgressRate rate;
  private @Nullable Phase phase;
  private String announced = "";
  private long done;
  private long total;
  private @Nullable RunRecord end;
  private long version;

  /** By the machine's clock. */
  LiveRun(RunRecord begun) {
    this(begun, System::nanoTime);
  }

  /** By a clock of the caller's, for tests. */
  LiveRun(RunRecord begun, LongSupplier nanoTime) {
    this.run = begun;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.rate = new ProgressRate(nanoTime, NO_LIMIT);
  }

  /** Everything as it is now. */
  synchronized Moment now() {
    return new Moment(
        version, run, List.copyOf(notes), state(), List.copyOf(told), Optional.ofNullable(end));
  }

  private State state() {
    return new State(
        Optional.ofNullable(phase),
        done,
        total,
        List.copyOf(running),
        Duration.ofNanos(nanoTime.getAsLong() - start),
        rate.left(),
        spent(),
        announced);
  }

  /** With the time so far of the phase that goes on. */
  private Map<Phase, Duration> spent() {
    Map<Phase, Duration> times = new EnumMap<>(Phase.class);
    times.putAll(spent);
    if (phase != null) {
      times.merge(phase, rate.elapsed(), Duration::plus);
    }
    return times;
  }

  /** Waits for a version after the one given, but no longer than a time. */
  synchronized Moment after(long seen, Duration patience) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    while (version == seen) {
      long left = until - System.nanoTime();
      if (left <= 0) {
        break;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return now();
  }

  /**
   * More is known of how the run began, such as the picture of its proxy set. Settings that are not
   * among those that decide the outcomes, such as the number of candidates, stay. What an earlier
   * end of the run has found, as its predictions, is no part of how it goes on.
   */
  synchronized void knows(RunRecord begun) {
    Map<String, Object> settings = new LinkedHashMap<>(run.configuration());
    settings.putAll(begun.configuration());
    run = begun.goingOn(List.of(), List.of(), List.of()).withConfiguration(settings);
    changed();
  }

  /** The run is over. */
  synchronized void ends(RunRecord finished) {
    end = finished;
    changed();
  }

  @Override
  public synchronized void begins(Phase next) {
    if (phase != null) {
      spent.merge(phase, rate.elapsed(), Duration::plus);
    }
    rate = new ProgressRate(nanoTime, NO_LIMIT);
    phase = next;
    announced = "";
    done = 0;
    total = 0;
    running.clear();
    changed();
  }

  @Override
  public synchronized void progress(long newDone, long newTotal) {
    done = newDone;
    total = newTotal;
    rate.at(newDone, newTotal);
    changed();
  }

  @Override
  public synchronized void announces(String sentence) {
    announced = sentence;
    changed();
  }

  @Override
  public synchronized void starts(Architecture candidate) {
    running.add(candidate.id());
    changed();
  }

  @Override
  public synchronized void finished(Outcome outcome) {
    String id = outcome.architecture().id();
    boolean full = phase == Phase.VALIDATE || phase == Phase.CALIBRATE;
    running.remove(id);
    if (known.add(Known.of(full, outcome))) {
      told.add(new Told(full, outcome));
    }
    changed();
  }

  @Override
  public synchronized void warns(String sentence) {
    notes.add(sentence);
    changed();
  }

  /** Lets nobody wait any longer. */
  synchronized void changed() {
    version++;
    notifyAll();
  }
}
