package io.proxynas.condense.set;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a proxy set comes from.
 *
 * @param key what it was made from
 * @param dataSet name of the real data set
 * @param versions of the program and its libraries, by name
 * @param machine that made it, in words
 * @param workers threads that could make it
 * @param duration of the condensation, by the clock
 * @param workerTime processor time of all threads that condensed; in sets of earlier versions, by
 *     the clock: a phase that held W workers for a second counts W seconds
 * @param timeLimit that ended it before all the iterations that were asked for; the key tells those
 *     that were taken
 * @param yardstick worker time of the {@link io.proxynas.train.Yardstick} on that machine; empty in
 *     sets of earlier versions
 * @param created when it was finished
 */
public record Provenance(
    ProxyKey key,
    String dataSet,
    Map<String, String> versions,
    String machine,
    int workers,
    Duration duration,
    Duration workerTime,
    Optional<Duration> timeLimit,
    Optional<Duration> yardstick,
    Instant created) {

  /** Copies the versions, sorted by name. */
  public Provenance {
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
  }
}
