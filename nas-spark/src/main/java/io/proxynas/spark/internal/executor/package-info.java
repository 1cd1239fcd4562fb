/**
 * What runs in an executor: a task of trainings, and the values from which it rebuilds its
 * trainers.
 *
 * <p>A {@link TrainingTask} trains its candidates by an evaluator of worker threads over the task's
 * cores, with the trainer that {@link JobSource} rebuilds of a {@link FidelitySource} for each
 * fidelity, which in turn has {@link ScorerSource}s and a {@link FreeScorerSource}; images come as
 * {@link BroadcastImages}. {@link ExecutorMemory} and {@link TimeLimit} bound each candidate. What
 * came of it goes back as an {@link Answer}.
 */
@NullMarked
package io.proxynas.spark.internal.executor;

import org.jspecify.annotations.NullMarked;
