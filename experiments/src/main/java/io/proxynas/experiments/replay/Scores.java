package io.proxynas.experiments.replay;

import io.proxynas.nas.calibrate.Score;
import java.util.List;
import java.util.stream.Stream;

/** Lists of scores. */
final class Scores {

  private Scores() {}

  /** Both lists, without the scores that are the same for all networks, which tell nothing. */
  static List<Score> together(List<Score> first, List<Score> second) {
    return Stream.concat(first.stream(), second.stream()).filter(Scores::varies).toList();
  }

  private static boolean varies(Score score) {
    return score.merits().stream().filter(merit -> !Double.isNaN(merit)).distinct().count() > 1;
  }
}
