/**
 * Whether a process that trains candidates for hours stays as it is: resident size, open files and
 * threads.
 *
 * <p>{@link Soak}, the program {@code benchmarks/soak}, lets {@link TinySearches} run, takes a
 * {@link ProcessSample} every few candidates, and holds {@link Steadiness} against the bounds.
 * {@link MemorySoak} is about the engine alone, on {@link MixedNetworks} of much larger sizes.
 */
@NullMarked
package io.proxynas.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
