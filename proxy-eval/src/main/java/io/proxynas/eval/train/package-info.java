/**
 * Below the three kinds of runs: how a run trains its candidates, on the proxy, on the full data
 * and as its rivals do.
 *
 * <p>A {@link Regime} is what candidates are trained on, how, and from which seed; {@link Regimes}
 * makes all those of a run. {@link StatisticsFrom} says by which running statistics networks
 * trained on a proxy are scored. {@link ProxyFidelities} trains and scores on a proxy, as {@link
 * ScoringPlan} says what is measured. {@link SharedTrainings} trains by a regime, journalled in the
 * run's folder and shared with other runs, and {@link Rivals} are the rivals that train so. {@link
 * Execution} says with how many workers and where, {@link MemoryCheck} refuses a space of which
 * nothing fits, and {@link FullTraining} trains one architecture on all real images.
 */
@NullMarked
package io.proxynas.eval.train;

import org.jspecify.annotations.NullMarked;
