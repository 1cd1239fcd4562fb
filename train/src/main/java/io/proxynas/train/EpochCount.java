package io.proxynas.train;

import io.proxynas.engine.Progress;

/** Counts the epochs of trainings that run side by side. */
public final class EpochCount {

  private final Progress progress;
  private final long total;
  private long done;

  /**
   * Nothing is done yet.
   *
   * @param progress hears of the epochs, one call at a time, from the threads that train
   * @param total epochs of all trainings
   */
  public EpochCount(Progress progress, long total) {
    this.progress = progress;
    this.total = total;
  }

  /** So many more are done, or not needed. */
  public synchronized void add(long epochs) {
    done += epochs;
    progress.at(done, total);
  }
}
