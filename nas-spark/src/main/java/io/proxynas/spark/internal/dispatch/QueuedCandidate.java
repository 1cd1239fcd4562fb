package io.proxynas.spark.internal.dispatch;

import io.proxynas.engine.architecture.Architecture;

/**
 * A candidate on its way.
 *
 * @param place among those that were offered, from 0
 * @param work above 0, in the unit of the evaluator's estimate
 */
record QueuedCandidate(int place, Architecture architecture, double work) {}
