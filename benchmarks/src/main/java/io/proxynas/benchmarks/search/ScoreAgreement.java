package io.proxynas.benchmarks.search;

import io.proxynas.eval.stat.SpearmanCorrelation;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.nas.space.Spaces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * How the scores of two runs of {@code nas-search rank} on the same list agree, where there is no
 * table of the truth.
 *
 * <p>Arguments: the space as on the command line, such as {@code nasbench201:cells=1}, and the two
 * folders. Prints for each score Spearman's ρ with the accuracy of the same run, and with the same
 * score of the other run; the larger the better, losses with their sign turned.
 */
public final class ScoreAgreement {

  private ScoreAgreement() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    SearchSpace space = Spaces.named(arguments[0]).orElseThrow();
    Merits first = Merits.read(Path.of(arguments[1]), space);
    Merits second = Merits.read(Path.of(arguments[2]), space);
    int[] places = first.ids().stream().mapToInt(second.ids()::indexOf).toArray();
    if (second.ids().size() != places.length || Arrays.stream(places).anyMatch(i -> i < 0)) {
      throw new IllegalArgumentException("the two folders must rank the same list");
    }
    System.out.printf(
        "%d networks%n%n| score | with accuracy, %s | with accuracy, %s | between the two |%n",
        first.candidates().size(), arguments[1], arguments[2]);
    System.out.println("|---|---|---|---|");
    double[] accuracy = first.byName().get(Criterion.ACCURACY.word());
    double[] otherAccuracy = second.byName().get(Criterion.ACCURACY.word());
    for (Map.Entry<String, double[]> score : first.byName().entrySet()) {
      double[] other = second.byName().get(score.getKey());
      System.out.printf(
          Locale.ROOT,
          "| `%s` | %.2f | %.2f | %.2f |%n",
          score.getKey(),
          SpearmanCorrelation.of(score.getValue(), accuracy),
          SpearmanCorrelation.of(other, otherAccuracy),
          SpearmanCorrelation.of(
              score.getValue(), Arrays.stream(places).mapToDouble(i -> other[i]).toArray()));
    }
  }
}
