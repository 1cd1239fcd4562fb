/**
 * Candidates trained by the executors of a Spark cluster: {@link io.proxynas.spark.SparkProvider}
 * is found by ServiceLoader, {@link io.proxynas.spark.dispatch.SparkEvaluator} is an evaluator like
 * any other. See docs/spark.md.
 */
@NullMarked
package io.proxynas.spark;

import org.jspecify.annotations.NullMarked;
