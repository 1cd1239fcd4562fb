/**
 * Between those who ask for candidates and the workers that train them: the evaluators that stand
 * one on the other, for the modules of this project.
 *
 * <p>{@link EvaluatorStack} puts them in the one order that a search, a validation and a list
 * share. {@link MemoizingEvaluator} trains each architecture once, {@link LargestFirst} starts the
 * costly ones first, and {@code SharingEvaluator} takes from the store what other runs have
 * trained. {@link SuccessiveHalving} tries candidates cheaply first, and at greater cost only while
 * they are among the best, whom {@code Rungs} promotes: it turns a candidate into a {@code
 * RungTraining}, which is an architecture like any other for the evaluators below. {@link Ladders}
 * makes outcomes of candidates of the outcomes of their trainings.
 */
@NullMarked
package io.proxynas.nas.internal.stack;

import org.jspecify.annotations.NullMarked;
