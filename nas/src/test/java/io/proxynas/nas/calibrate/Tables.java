package io.proxynas.nas.calibrate;

import io.proxynas.engine.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Tables for tests. */
final class Tables {

  private Tables() {}

  static Score score(String name, ScoreKind kind, double... merits) {
    return new Score(name, kind, Arrays.stream(merits).boxed().toList());
  }

  /** Four scores, one of each kind; the truth is the trained and the size one with some noise. */
  static ScoreTable random(int candidates) {
    RandomGenerator random = new Seed(3).generator();
    List<Score> scores = new ArrayList<>();
    for (ScoreKind kind : ScoreKind.values()) {
      double[] merits = random.doubles(candidates).toArray();
      if (kind == ScoreKind.DECISION) {
        merits = Arrays.stream(merits).map(Math::rint).toArray();
      }
      scores.add(score(kind.name(), kind, merits));
    }
    return new ScoreTable(scores);
  }

  /** The truth of a candidate of {@link #random}. */
  static double truth(ScoreTable table, int candidate) {
    return 0.5
        + 0.2 * table.scores().get(ScoreKind.TRAINED.ordinal()).merits().get(candidate)
        + 0.1 * table.scores().get(ScoreKind.SIZE.ordinal()).merits().get(candidate);
  }

  /** The truths of the first candidates. */
  static Observations first(ScoreTable table, int count) {
    List<Integer> places = IntStream.range(0, count).boxed().toList();
    return new Observations(places, places.stream().map(c -> truth(table, c)).toList());
  }
}
