package io.proxynas.experiments.replay;

import io.proxynas.nas.calibrate.ScoreKind;
import io.proxynas.nas.calibrate.ScoreTable;
import java.util.List;

/**
 * What somebody may know of some networks of a table before any full training, and its price.
 *
 * @param name of the training that it needs, as in {@code dm-ipc50}; {@link #CONFIGURATION}, {@link
 *     #UNTRAINED}, or the name of one score that needs none
 * @param places of the networks in the table
 * @param table the scores of these networks, in this order
 * @param seconds of worker time that the scores of each network take
 * @param once seconds of worker time that come before the first score; NaN where that is not known
 */
public record ScoreView(
    String name, List<Integer> places, ScoreTable table, List<Double> seconds, double once) {

  /** The view that needs the configurations alone, so that it costs nothing. */
  public static final String CONFIGURATION = "sizes and decisions";

  /** The view that needs no training. */
  public static final String UNTRAINED = "no training";

  /** Keeps copies. */
  public ScoreView {
    places = List.copyOf(places);
    seconds = List.copyOf(seconds);
  }

  /** Whether it needs a proxy training of each network. */
  public boolean isTrained() {
    return table.scores().stream().anyMatch(score -> score.kind() == ScoreKind.TRAINED);
  }

  /** Whether that training is on real images, and not on condensed ones, as its name tells. */
  public boolean isOnRealImages() {
    return ProxyTraining.isOnRealImages(name);
  }

  /** How many networks it is of. */
  public int size() {
    return places.size();
  }

  /**
   * The same of fewer networks.
   *
   * @param among places in this view
   */
  public ScoreView of(List<Integer> among) {
    return new ScoreView(
        name, Places.of(among, places), Places.of(among, table), Places.of(among, seconds), once);
  }

  /** Seconds of worker time for the scores of all its networks. */
  public double cost() {
    return once + seconds.stream().mapToDouble(Double::doubleValue).sum();
  }
}
