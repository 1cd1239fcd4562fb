/**
 * Between the search and the evaluators: every outcome is on disk as soon as it is there, and a
 * killed run is taken up again where it stopped.
 *
 * <p>A {@link Journal} is that of one run, one JSON line an outcome after a line with the run's
 * configuration; a torn last line is dropped when the run is taken up again. A {@link
 * TrainingStore} has what all runs may use, one file a training under the hash of its {@link
 * TrainingKey}.
 */
@NullMarked
package io.proxynas.nas.journal;

import org.jspecify.annotations.NullMarked;
