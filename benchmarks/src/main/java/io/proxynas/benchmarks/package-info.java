/**
 * Programs that measure the whole: {@link MemorySoak}, the resident size over many candidates, and
 * {@link WorkerThroughput}, what a second worker brings. They print to standard output. Time is
 * measured in this module and asserted nowhere.
 */
@NullMarked
package io.proxynas.benchmarks;

import org.jspecify.annotations.NullMarked;
