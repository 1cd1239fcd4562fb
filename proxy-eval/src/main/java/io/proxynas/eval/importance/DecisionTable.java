package io.proxynas.eval.importance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What was chosen for some candidates, as numbers.
 *
 * @param names of the decisions
 * @param options the values that were chosen at least once, of each decision, in their order
 * @param chosen of each candidate the place of each decision's value among its options
 */
record DecisionTable(List<String> names, List<List<String>> options, List<int[]> chosen) {

  /**
   * Of candidates that have a value of every decision each.
   *
   * @param choices of each candidate the value of each decision by its name
   */
  static DecisionTable of(List<Map<String, String>> choices) {
    List<String> names = List.copyOf(choices.get(0).keySet());
    List<List<String>> options = new ArrayList<>();
    for (String name : names) {
      TreeSet<String> values = new TreeSet<>(DecisionTable::compare);
      choices.forEach(each -> values.add(String.valueOf(each.get(name))));
      options.add(List.copyOf(values));
    }
    List<int[]> chosen = choices.stream().map(each -> places(names, options, each)).toList();
    return new DecisionTable(names, options, chosen);
  }

  private static int[] places(
      List<String> names, List<List<String>> options, Map<String, String> choices) {
    int[] places = new int[names.size()];
    for (int d = 0; d < places.length; d++) {
      places[d] = options.get(d).indexOf(String.valueOf(choices.get(names.get(d))));
    }
    return places;
  }

  /** Numbers by their size, before words in the order of the alphabet. */
  private static int compare(String a, String b) {
    boolean number = a.matches("\\d{1,9}");
    if (number != b.matches("\\d{1,9}")) {
      return number ? -1 : 1;
    }
    return number ? Integer.compare(Integer.parseInt(a), Integer.parseInt(b)) : a.compareTo(b);
  }

  /** How many options each decision has. */
  int[] sizes() {
    return options.stream().mapToInt(List::size).toArray();
  }
}
