/**
 * At the bottom of the search: one candidate, trained by a recipe or only scored, and what came of
 * it.
 *
 * <p>A {@link Fidelity} says how closely candidates are looked at, and makes the {@link
 * CandidateTrainer} that does it: {@link RecipeTrainer} is one training with its scores, {@link
 * WithFreeScores} and {@link LatencyMeter} measure more beside it, and {@link FreeScoreOnly} does
 * without training. Of several fidelities {@link LadderTrainer} makes one trainer, by which a
 * {@link RungTraining} is trained as its rung says. {@link MemoryGuard} refuses what does not fit a
 * worker's share of the {@link MemoryLimit}. The {@link CandidateScores} become an {@link Outcome}.
 */
@NullMarked
package io.proxynas.nas.candidate;

import org.jspecify.annotations.NullMarked;
