package io.proxynas.nas.evaluate;

import io.proxynas.engine.Demand;

/** A cluster that can be connected to. */
@FunctionalInterface
public interface Cluster {

  /**
   * Connects; may take as long as the cluster takes to start.
   *
   * @param largest no candidate costs more, as far as is known
   * @throws IllegalArgumentException if it refuses its settings, with one sentence for the user
   * @throws InterruptedException if the thread is interrupted while the cluster starts
   */
  Workplace connect(Demand largest) throws InterruptedException;
}
