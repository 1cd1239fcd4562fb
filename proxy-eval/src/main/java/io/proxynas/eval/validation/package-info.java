/**
 * After the search in the flow: holds a ranking against the full data.
 *
 * <p>{@link StratifiedSample} chooses whom to validate, as the {@link ValidationPlan} says. {@link
 * Validation} has them trained on the full data, compares the ranks, and asks each {@link
 * RivalScorer} for its scores of the same candidates: {@link TrainedRival}, {@link FreeRival},
 * {@link CombinedRival} and {@link SizeRival}. The {@link ValidationResult} has a {@link
 * PairedScore} for each candidate and a {@link Rival} for each rival; {@link TopCorrelation} looks
 * at the best twentieth alone. {@link SpeedUp} and {@link Costs} count what it took, and {@link
 * Verdict} judges by a rule that was fixed before any result.
 */
@NullMarked
package io.proxynas.eval.validation;

import org.jspecify.annotations.NullMarked;
