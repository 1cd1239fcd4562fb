/** Clusters larger than any at hand, simulated from measured costs. */
@NullMarked
package io.proxynas.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;
