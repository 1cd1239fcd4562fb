/**
 * Beside the search: from the scores of all candidates and the full trainings of a few to an order
 * of all.
 *
 * <p>A {@link ScoreTable} has what is known of each candidate, and {@link Observations} what full
 * trainings found. {@link CalibratedRanking} fits Gaussian processes on the {@code NormalScores}
 * and gives a {@link Prediction}; {@link ImprovementPerCost} says which candidates to train in full
 * next.
 */
@NullMarked
package io.proxynas.nas.calibrate;

import org.jspecify.annotations.NullMarked;
