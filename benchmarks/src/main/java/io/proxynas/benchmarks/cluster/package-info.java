/**
 * Clusters larger than any at hand, simulated from measured costs: {@link ClusterSimulation} prints
 * the tables of docs/scale.md, by a {@code SimulatedCluster} that goes from event to event.
 */
@NullMarked
package io.proxynas.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;
