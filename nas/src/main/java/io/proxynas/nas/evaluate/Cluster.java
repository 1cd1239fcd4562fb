package io.proxynas.nas.evaluate;

import io.proxynas.engine.Demand;
import java.util.function.Consumer;

/** A cluster that can be connected to. */
@FunctionalInterface
public interface Cluster {

  /**
   * Connects; may take as long as the cluster takes to start.
   *
   * @param largest no candidate costs more, as far as is known
   * @param warns hears, from any thread and as long as the workplace is open, a sentence of what
   *     keeps it from working
   * @throws IllegalArgumentException if it refuses its settings, with one sentence for the user
   * @throws InterruptedException if the thread is interrupted while the cluster starts
   */
  Workplace connect(Demand largest, Consumer<String> warns) throws InterruptedException;
}
