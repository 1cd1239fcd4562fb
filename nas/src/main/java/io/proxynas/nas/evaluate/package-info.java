/**
 * Below the search: many candidates at a time, by worker threads or by a cluster.
 *
 * <p>A {@link CandidateEvaluator} takes a batch of candidates, or what a {@link CandidateSource}
 * offers as outcomes come in, and gives outcomes, a failure being one. A {@link Workplace} opens an
 * evaluator for a {@link TrainingJob}: {@link LocalWorkplace} a {@link LocalEvaluator} of worker
 * threads, and the workplace of a {@link Cluster}, which a {@link ClusterProvider} of the class
 * path gives, one of its own. {@code internal.stack} has evaluators that stand above any other
 * evaluator.
 */
@NullMarked
package io.proxynas.nas.evaluate;

import org.jspecify.annotations.NullMarked;
