package io.proxynas.experiments.replay.race;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Random orders. */
final class Draw {

  private Draw() {}

  /** Some of the numbers from 0 on, in random order. */
  static List<Integer> some(int count, int of, RandomGenerator random) {
    List<Integer> all = new ArrayList<>(IntStream.range(0, of).boxed().toList());
    for (int i = 0; i < count; i++) {
      Collections.swap(all, i, random.nextInt(i, of));
    }
    return List.copyOf(all.subList(0, count));
  }
}
