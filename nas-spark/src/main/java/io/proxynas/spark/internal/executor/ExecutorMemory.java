package io.proxynas.spark.internal.executor;

import io.proxynas.engine.Demand;
import io.proxynas.nas.candidate.MemoryLimit;
import java.io.Serializable;

/**
 * The memory of an executor beside its heap.
 *
 * @param overheadBytes the memory outside of the heap that the cluster grants it
 * @param workers candidates in training at a time in one executor, at least 1
 */
public record ExecutorMemory(long overheadBytes, int workers) implements Serializable {

  /**
   * What the JVM itself takes: classes, machine code, threads, buffers of Spark, and the code of
   * the native libraries. Spark's own least overhead is 384 MiB.
   */
  public static final long JVM_BYTES = 512L << 20;

  /**
   * What an executor needs so that each worker may train the largest candidate, rounded up to 64
   * MiB.
   */
  public static ExecutorMemory of(Demand largest, int workers) {
    long step = 64L << 20;
    double candidates = workers * largest.nativeBytes() / MemoryLimit.SHARE;
    return new ExecutorMemory((long) Math.ceil((candidates + JVM_BYTES) / step) * step, workers);
  }

  /** What is left for native memory of candidates, at least 0. */
  long nativeBytes() {
    return Math.max(0, overheadBytes - JVM_BYTES);
  }

  /** The limits of the executor that this is called in. */
  public MemoryLimit limit() {
    return new MemoryLimit(Runtime.getRuntime().maxMemory(), nativeBytes(), workers);
  }
}
