package io.proxynas.experiments.replay.race;

import io.proxynas.experiments.replay.TruthTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The networks of a table that differ in one decision. */
final class Neighbours {

  private final List<List<Integer>> decisions;
  private final Map<List<Integer>, Integer> places = new HashMap<>();
  private final List<Integer> options = new ArrayList<>();

  Neighbours(TruthTable table) {
    decisions = table.decisions();
    for (int place = 0; place < decisions.size(); place++) {
      places.putIfAbsent(decisions.get(place), place);
    }
    for (int d = 0; !decisions.isEmpty() && d < decisions.get(0).size(); d++) {
      int decision = d;
      options.add(1 + decisions.stream().mapToInt(its -> its.get(decision)).max().orElse(0));
    }
  }

  /** Places of the neighbours that are in the table, in the order of the decisions. */
  List<Integer> of(int place) {
    List<Integer> its = decisions.get(place);
    List<Integer> neighbours = new ArrayList<>();
    for (int d = 0; d < options.size(); d++) {
      for (int option = 0; option < options.get(d); option++) {
        if (option != its.get(d)) {
          List<Integer> changed = new ArrayList<>(its);
          changed.set(d, option);
          Integer neighbour = places.get(changed);
          if (neighbour != null) {
            neighbours.add(neighbour);
          }
        }
      }
    }
    return neighbours;
  }
}
