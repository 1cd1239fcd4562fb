/**
 * What is known of all networks of a space, so that searches can be replayed without any training.
 *
 * <p>A {@link TableSource} reads a {@link TruthTable}, from the program or from the folder of
 * {@code --data-dir}: its {@link FullTraining}s are the truth, and each of its {@link ScoreView}s
 * is what somebody may know of the networks before. {@code calibration} and {@code race} replay on
 * them.
 */
@NullMarked
package io.proxynas.experiments.replay;

import org.jspecify.annotations.NullMarked;
