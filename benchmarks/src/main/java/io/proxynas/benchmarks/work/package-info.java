/**
 * The pieces of work that are measured, each a {@link io.proxynas.benchmarks.work.MeasuredWork}.
 */
@NullMarked
package io.proxynas.benchmarks.work;

import org.jspecify.annotations.NullMarked;
