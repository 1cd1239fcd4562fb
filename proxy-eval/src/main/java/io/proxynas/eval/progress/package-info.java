/**
 * Beside a run: what an observer hears of it, and how long the trainings that are left will take.
 *
 * <p>A {@link RunObserver} hears of phases, outcomes and warnings; {@link TrainingProgress} tells
 * it how trainings go. A {@link TimeEstimate} tells before they start what they will take, by the
 * {@link TrainingPace} of those before.
 */
@NullMarked
package io.proxynas.eval.progress;

import org.jspecify.annotations.NullMarked;
