/**
 * What runs in an executor: a task of trainings, and the values from which it rebuilds its
 * trainers.
 */
@NullMarked
package io.proxynas.spark.executor;

import org.jspecify.annotations.NullMarked;
