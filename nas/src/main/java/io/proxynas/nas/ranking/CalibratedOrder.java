package io.proxynas.nas.ranking;

import java.util.List;
import java.util.Map;

/**
 * What the {@code ranking.csv} of a calibrated ranking tells of its order.
 *
 * @param ids of the trained candidates, best first; none of a ranking that is not calibrated
 * @param predicted their accuracies after full training, by id; none where so few full trainings
 *     succeeded that the prior alone orders
 */
public record CalibratedOrder(List<String> ids, Map<String, Double> predicted) {

  /** Of a ranking that goes by what was measured. */
  public static final CalibratedOrder NONE = new CalibratedOrder(List.of(), Map.of());

  /** Keeps copies. */
  public CalibratedOrder {
    ids = List.copyOf(ids);
    predicted = Map.copyOf(predicted);
  }

  /** Whether there is no such order. */
  public boolean isEmpty() {
    return ids.isEmpty();
  }

  /** The same without what is predicted. */
  public CalibratedOrder withoutPredictions() {
    return new CalibratedOrder(ids, Map.of());
  }
}
