/**
 * Beside the training: scores of architectures that need no training, one class a published one.
 *
 * <p>{@link FreeScore} has their names, and each is a {@link TrainingFreeScore}. {@link FreeScorer}
 * measures them on freshly initialised networks and one {@link ScoringBatch} of images, the same
 * for all candidates, and gives the mean over several draws of weights.
 */
@NullMarked
package io.proxynas.nas.score;

import org.jspecify.annotations.NullMarked;
