package io.proxynas.eval.table;

import io.proxynas.eval.train.Regime;

/**
 * One of the trainings that each network of a table has.
 *
 * @param name before its columns, as in {@code dm-ipc50}, {@code dm-ipc50-e30} or {@code full-1}
 * @param regime by which it trains
 * @param isTruth whether it is one of those on the full data, whose accuracy is the truth
 */
public record TableTraining(String name, Regime regime, boolean isTruth) {

  /** Its epochs, each of which has columns of its own. */
  public int epochs() {
    return regime.recipe().epochs();
  }
}
