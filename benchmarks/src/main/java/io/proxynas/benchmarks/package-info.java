/**
 * Programs that measure the whole: {@link WorkerThroughput}, what a second worker brings, and in
 * the packages below this one many more. They print to standard output. Time is measured in this
 * module and asserted nowhere.
 */
@NullMarked
package io.proxynas.benchmarks;

import org.jspecify.annotations.NullMarked;
