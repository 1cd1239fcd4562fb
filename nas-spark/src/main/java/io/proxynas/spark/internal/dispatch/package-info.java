/**
 * What runs in the driver: the connection to Spark, and how candidates are packed into tasks and
 * sent.
 *
 * <p>{@link SparkEvaluator} is an evaluator like any other. Each of its batches is one {@code
 * Dispatch}: every task is a Spark job of its own, as large as {@link BatchRule} and {@code
 * Packing} say by the {@code TaskPace} of those before, and {@link SparkConnection} submits it, by
 * {@link SparkSettings}. {@code RunningTasks} tells when cancelled tasks have ended, and {@code
 * JobFailure} whether an executor was lost.
 */
@NullMarked
package io.proxynas.spark.internal.dispatch;

import org.jspecify.annotations.NullMarked;
