package io.proxynas.eval.importance;

import io.proxynas.engine.Seed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How much each decision of a space matters for a score: the share of the score's variance over the
 * whole space that is owed to the decision alone (functional analysis of variance; Hutter, Hoos and
 * Leyton-Brown, ICML 2014), as the mean of the trees of a random forest that is fitted to the
 * candidates of a search. The space is that of the options which were tried at least once.
 *
 * @param candidates that the forest was fitted to
 * @param decisions those that matter most first
 * @param together the share that is owed to no decision alone, but to several together; at least 0
 */
public record Importance(int candidates, List<Decision> decisions, double together) {

  /** Fewer candidates say too little. */
  public static final int FEWEST = 20;

  public Importance {
    decisions = List.copyOf(decisions);
  }

  /**
   * A decision.
   *
   * @param name of it
   * @param share of the variance, in [0, 1]
   * @param options in their order
   */
  public record Decision(String name, double share, List<Option> options) {

    public Decision {
      options = List.copyOf(options);
    }
  }

  /**
   * A value of a decision.
   *
   * @param value the word for it
   * @param mean of the score that the forest expects of the networks with it
   */
  public record Option(String value, double mean) {}

  /**
   * Of the candidates of a search.
   *
   * @param choices of each candidate the value of each decision by its name; the names are alike
   * @param scores of the same candidates
   * @return empty if there are fewer than {@value #FEWEST} candidates, no decision has two options,
   *     or all scores are equal
   */
  public static Optional<Importance> of(
      List<Map<String, String>> choices, double[] scores, Seed seed) {
    if (scores.length < FEWEST) {
      return Optional.empty();
    }
    DecisionTable table = DecisionTable.of(choices);
    List<TreeVariance> trees =
        Forest.fitted(table, scores, seed).stream().filter(tree -> tree.variance() > 0).toList();
    if (trees.isEmpty()) {
      return Optional.empty();
    }
    List<Decision> decisions =
        IntStream.range(0, table.names().size())
            .filter(d -> table.options().get(d).size() > 1)
            .mapToObj(d -> decision(table, trees, d))
            .sorted(Comparator.comparingDouble(decision -> -decision.share()))
            .toList();
    double alone = decisions.stream().mapToDouble(Decision::share).sum();
    return Optional.of(new Importance(scores.length, decisions, Math.max(0, 1 - alone)));
  }

  private static Decision decision(DecisionTable table, List<TreeVariance> trees, int d) {
    double share = trees.stream().mapToDouble(tree -> tree.share(d)).average().orElse(0);
    List<String> values = table.options().get(d);
    double[] sums = new double[values.size()];
    for (TreeVariance tree : trees) {
      double[] marginal = tree.marginal(d);
      for (int option = 0; option < sums.length; option++) {
        sums[option] += marginal[option];
      }
    }
    List<Option> options = new ArrayList<>();
    for (int option = 0; option < sums.length; option++) {
      options.add(new Option(values.get(option), sums[option] / trees.size()));
    }
    return new Decision(table.names().get(d), share, options);
  }
}
