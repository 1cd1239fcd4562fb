package io.proxynas.eval.table;

import io.proxynas.train.file.Host;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How some rows of a table are measured, for its provenance.
 *
 * @param host where, and by which versions
 * @param yardstick worker time of the {@link io.proxynas.train.Yardstick} there, by which the
 *     seconds of sessions are compared; empty where more than one machine measures
 * @param command that began it, or empty
 * @param workers that it has
 * @param sets the proxy sets that it trains on, in JSON's types
 */
record TableSession(
    Host host,
    Optional<Duration> yardstick,
    String command,
    int workers,
    Map<String, Object> sets) {}
