package io.proxynas.nas.evaluate;

import io.proxynas.engine.architecture.Architecture;
import java.util.List;

/**
 * Offers candidates while others are in training, so that workers need not wait for the slowest of
 * a batch.
 */
@FunctionalInterface
public interface CandidateSource {

  /**
   * The candidates that may be started now; none if there are no more, or none before another
   * outcome is there. Asked at the beginning and after each outcome that the observer has heard of,
   * from the thread that called {@code evaluate}.
   */
  List<Architecture> next();
}
