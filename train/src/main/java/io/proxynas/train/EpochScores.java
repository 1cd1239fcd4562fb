package io.proxynas.train;

import java.io.Serializable;
import java.time.Duration;

/**
 * What a network scores at the end of an epoch of its training: a point of its learning curve.
 *
 * <p>The images that score are told apart by their places, so that what ranks need not be judged on
 * the images that ranked it.
 *
 * @param trainingLoss mean cross-entropy over the epoch's steps, in nats
 * @param all on all images that score
 * @param even on those at the places 0, 2, 4 and so on
 * @param odd on those at the places 1, 3, 5 and so on; NaN where there is one image
 * @param time that this scoring took, as a thread's processor time where the machine tells it
 */
public record EpochScores(
    double trainingLoss, Evaluation all, Evaluation even, Evaluation odd, Duration time)
    implements Serializable {}
