/**
 * Between the search and the evaluators: every outcome is on disk as soon as it is there, and a
 * killed run is taken up again where it stopped.
 *
 * <p>{@link EvaluatorStack} puts the evaluators one on the other, in the one order that a search, a
 * validation and a list share. The outcomes are written into the {@link Journal} of the run, one
 * JSON line an outcome after a line with the run's configuration; a torn last line is dropped when
 * the run is taken up again. Its {@link SharingEvaluator} takes from the {@link TrainingStore}, and
 * keeps there, one file a training under the hash of its {@link TrainingKey}, what all runs may
 * use.
 */
@NullMarked
package io.proxynas.nas.journal;

import org.jspecify.annotations.NullMarked;
