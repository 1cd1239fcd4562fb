/**
 * Whether any file can break the program: small damage, drawn by seeds, to a small file of every
 * kind that is read.
 *
 * <p>{@link Targets} lists the readers, {@link Corpus} has their files, a {@link Mutator} damages
 * one inside its {@link Envelope}, and a {@link Trial} holds what the reader does against the rule:
 * it reads the file, or refuses it in one {@link Sentence}, within bounds of time and memory. What
 * breaks the rule is a {@link Finding}. {@link Fuzz} is the program {@code benchmarks/fuzz}, and a
 * test of the build takes a few cases of each reader.
 */
@NullMarked
package io.proxynas.benchmarks.fuzz;

import org.jspecify.annotations.NullMarked;
