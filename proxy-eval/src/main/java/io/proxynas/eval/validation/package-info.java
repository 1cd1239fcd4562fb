/**
 * After the search in the flow: holds a ranking against the full data.
 *
 * <p>{@link StratifiedSample} chooses whom to validate, as the {@link ValidationPlan} says. {@link
 * Validation} has them trained on the full data, compares the ranks, and asks each {@link
 * RivalScorer} for its scores of the same candidates: {@link TrainedRival}, {@link FreeRival},
 * {@link ProxyAccuracyRival}, {@link DecisionRival} and {@link SizeRival}. The {@link
 * ValidationResult} has a {@link PairedScore} for each candidate and a {@link Rival} for each
 * rival; {@link PartCorrelation} looks at the best twentieth and at the better half alone, {@link
 * Shortlist} at the first few. {@link SpeedUp} and {@link Costs} count what it took.
 */
@NullMarked
package io.proxynas.eval.validation;

import org.jspecify.annotations.NullMarked;
