package io.proxynas.experiments.replay.race;

import io.proxynas.experiments.replay.ScoreView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Random orders. */
final class Draw {

  private Draw() {}

  /** So many that all are meant. */
  static final int ALL = Integer.MAX_VALUE;

  /** Random candidates of a view: so many, or all if there are no more. */
  static ScoreView candidates(ScoreView view, int pool, RandomGenerator random) {
    return view.of(some(Math.min(pool, view.size()), view.size(), random));
  }

  /** How many candidates are scored, as a word. */
  static String word(int pool) {
    return pool == ALL ? "all" : Integer.toString(pool);
  }

  /** Some of the numbers from 0 on, in random order. */
  static List<Integer> some(int count, int of, RandomGenerator random) {
    List<Integer> all = new ArrayList<>(IntStream.range(0, of).boxed().toList());
    for (int i = 0; i < count; i++) {
      Collections.swap(all, i, random.nextInt(i, of));
    }
    return List.copyOf(all.subList(0, count));
  }
}
