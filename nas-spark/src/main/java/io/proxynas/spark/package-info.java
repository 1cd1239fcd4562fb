/**
 * A workplace on the executors of a Spark cluster, which gives the outcomes that worker threads
 * give. See docs/spark.md.
 *
 * <p>{@link SparkProvider} is found by ServiceLoader and refers to no class of Spark, so that the
 * jar does no harm without Spark. Its {@code SparkCluster} connects to a {@code SparkWorkplace},
 * which broadcasts images once and opens evaluators.
 */
@NullMarked
package io.proxynas.spark;

import org.jspecify.annotations.NullMarked;
