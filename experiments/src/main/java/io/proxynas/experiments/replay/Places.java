package io.proxynas.experiments.replay;

import io.proxynas.nas.calibrate.Score;
import io.proxynas.nas.calibrate.ScoreTable;
import java.util.List;

/** Selects by places in a table. */
public final class Places {

  private Places() {}

  /** The values at some places, in their order. */
  public static <T> List<T> of(List<Integer> places, List<T> values) {
    return places.stream().map(values::get).toList();
  }

  /** The same score of the networks at some places. */
  public static Score of(List<Integer> places, Score score) {
    return new Score(score.name(), score.kind(), of(places, score.merits()));
  }

  /** The same scores of the networks at some places. */
  public static ScoreTable of(List<Integer> places, ScoreTable table) {
    return new ScoreTable(table.scores().stream().map(score -> of(places, score)).toList());
  }
}
