package io.proxynas.experiments.replay;

import io.proxynas.nas.calibrate.Score;
import io.proxynas.nas.calibrate.ScoreKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The decisions of networks, by name.
 *
 * @param names of the decisions
 * @param options one list a decision, the option that each network took as a word
 */
record Decided(List<String> names, List<List<String>> options) {

  /** For each network, the number of each of its options among those that occur. */
  List<List<Integer>> codes() {
    if (names.isEmpty()) {
      return List.of();
    }
    List<List<String>> distinct = options.stream().map(Decided::distinct).toList();
    return IntStream.range(0, options.get(0).size())
        .mapToObj(
            network ->
                IntStream.range(0, names.size())
                    .mapToObj(d -> distinct.get(d).indexOf(options.get(d).get(network)))
                    .toList())
        .toList();
  }

  /** One-hot: a score for each option that some networks took and others did not. */
  List<Score> scores() {
    List<Score> scores = new ArrayList<>();
    for (int d = 0; d < names.size(); d++) {
      List<String> its = options.get(d);
      List<String> distinct = distinct(its);
      if (distinct.size() > 1) {
        String name = names.get(d);
        distinct.forEach(option -> scores.add(score(name, option, its)));
      }
    }
    return scores;
  }

  private static Score score(String name, String option, List<String> its) {
    return new Score(
        name + "=" + option,
        ScoreKind.DECISION,
        its.stream().map(taken -> taken.equals(option) ? 1.0 : 0.0).toList());
  }

  private static List<String> distinct(List<String> its) {
    return its.stream().distinct().sorted().toList();
  }
}
