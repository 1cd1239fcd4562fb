/**
 * The main job from a plan to its evidence: condense, search, validate, report.
 *
 * <p>{@link ProxyRun} carries a {@link SearchPlan} out. It has the sets of all rungs made, which
 * are the {@code Ladder} of the plan's {@link Halving}, or its one rung. {@code SearchStage}
 * searches on it and leaves a {@code FinishedSearch}, from which {@code ValidationStage} goes on to
 * the report and to the winner, which {@code BestNetwork} has kept. The {@link RunResult} has both.
 */
@NullMarked
package io.proxynas.eval.search;

import org.jspecify.annotations.NullMarked;
