package io.proxynas.train.file;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where and when the program runs, for the provenance of what it makes.
 *
 * @param versions of the program and its libraries, by name
 * @param machine in words
 * @param workers threads that make a set
 * @param clock for the time of creation
 * @param yardstick measures this machine by the {@link io.proxynas.train.Yardstick}; empty where
 *     that is not known
 */
public record Host(
    Map<String, String> versions,
    String machine,
    int workers,
    Clock clock,
    Supplier<Optional<Duration>> yardstick) {

  /** A machine whose pace nobody measures. */
  public Host(Map<String, String> versions, String machine, int workers, Clock clock) {
    this(versions, machine, workers, clock, Optional::empty);
  }
}
