package io.proxynas.nas.evaluate;

import io.proxynas.engine.Demand;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.train.data.LabelledImages;
import java.util.Optional;
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

  /**
   * Refuses what it could not be sent, before anything is made for it.
   *
   * @param space of the candidates
   * @param images of the largest training; empty where candidates train on small sets alone
   * @throws IllegalArgumentException with one sentence for the user
   */
  default void require(SearchSpace space, Optional<LabelledImages> images) {}
}
