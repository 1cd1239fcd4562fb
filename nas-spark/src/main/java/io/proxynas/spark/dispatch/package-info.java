/**
 * What runs in the driver: the connection to Spark, and how candidates are packed into tasks and
 * sent.
 */
@NullMarked
package io.proxynas.spark.dispatch;

import org.jspecify.annotations.NullMarked;
