/**
 * Beside the evaluators: candidates are tried cheaply first, and at greater cost only while they
 * are among the best.
 *
 * <p>{@link SuccessiveHalving} is an evaluator above any other. It turns a candidate into a {@code
 * RungTraining}, which is an architecture like any other for the evaluators below and which {@code
 * LadderTrainer} trains as its rung does. {@code Rungs} promotes the best of a rung, who follow
 * from a {@link PromotionOrder}. {@link Ladders} makes outcomes of candidates of the outcomes of
 * their trainings.
 */
@NullMarked
package io.proxynas.nas.fidelity;

import org.jspecify.annotations.NullMarked;
