/**
 * Which way to a good network takes least work, replayed on tables of truths.
 *
 * <p>{@link RaceReplay} is the experiment. A {@link RaceTrial} runs a {@link Policy} from many
 * seeds: the policy pays for scores and trainings at its {@link Ledger}, whose {@link Referee}
 * knows what each choice is worth, and leaves a {@link Track}. {@link MeanRegret} is what the
 * tracks have in common; {@link RaceText} shows it.
 */
@NullMarked
package io.proxynas.experiments.replay.race;

import org.jspecify.annotations.NullMarked;
