/**
 * Beside the runs: any tool's scores of candidates, calibrated by the truths of some.
 *
 * <p>A {@link ScoresFile} is read as {@link ScoredCandidates}; a {@link CalibrationReplay} fits
 * some of their truths, predicts all, and tells how well it ranks those that it did not fit. {@link
 * PredictedOrderCsv} writes the order.
 */
@NullMarked
package io.proxynas.eval.calibrate;

import org.jspecify.annotations.NullMarked;
