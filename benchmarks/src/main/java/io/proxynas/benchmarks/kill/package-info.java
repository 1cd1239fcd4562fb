/**
 * Whether a kill can lose or change anything: real processes of {@code nas-search}, ended by
 * signals at moments drawn by seeds, go on to the end and are held against undisturbed runs.
 *
 * <p>{@link Jobs} lists the command lines. Each is run once undisturbed, for its {@link Reference}.
 * A {@link Trial} starts one in a {@link Place} of its own, sends a {@link PlannedKill} or several,
 * looks at what each leaves behind ({@link Aftermath}), lets it go on, and compares the {@link
 * Results}. {@link Kill} is the program {@code benchmarks/kill}, and a test of the build takes a
 * few trials.
 */
@NullMarked
package io.proxynas.benchmarks.kill;

import org.jspecify.annotations.NullMarked;
