/**
 * How well a few full trainings teach the order of all other networks, replayed on tables of
 * truths.
 *
 * <p>{@link CalibrationReplay} is the experiment. A {@link CalibrationTrial} draws the networks
 * that are trained in full, has each {@link Predictor} order all others, and keeps the {@link
 * Judgement}s of the draws; {@link CalibrationText} shows them.
 */
@NullMarked
package io.proxynas.experiments.replay.calibration;

import org.jspecify.annotations.NullMarked;
