package io.proxynas.benchmarks.profile;

import io.proxynas.train.ProcessorTime;
import java.util.EnumMap;
import java.util.Map;

/**
 * The processor time of one thread, by phase, so that what else the machine does has no part in it.
 * Who is called tells {@link #began} what the thread was doing until then, and {@link #ended} what
 * it did itself.
 */
final class Timeline {

  private static final ThreadLocal<Timeline> OWN = ThreadLocal.withInitial(Timeline::new);

  private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
  private long last;

  /** What the thread does until the next call. */
  private Phase next = Phase.SETTING_UP;

  private Timeline() {}

  /** That of the calling thread. */
  static Timeline own() {
    return OWN.get();
  }

  /** Begins anew, with a candidate. */
  void start() {
    nanos.clear();
    next = Phase.SETTING_UP;
    last = ProcessorTime.nanos();
  }

  /** The time since the last call was that of the phase that followed it. */
  void began() {
    add(next);
  }

  /**
   * The time since the last call was of a phase.
   *
   * @param then what follows it
   */
  void ended(Phase phase, Phase then) {
    add(phase);
    next = then;
  }

  /** What the thread does is not what was to be expected, but this. */
  void turnsTo(Phase phase) {
    next = phase;
  }

  private void add(Phase phase) {
    long now = ProcessorTime.nanos();
    nanos.merge(phase, now - last, Long::sum);
    last = now;
  }

  /** Nanoseconds by phase since the start. */
  Map<Phase, Long> nanos() {
    return nanos;
  }
}
