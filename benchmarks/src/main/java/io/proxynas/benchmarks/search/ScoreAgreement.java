package io.proxynas.benchmarks.search;

import io.proxynas.eval.stat.SpearmanCorrelation;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.nas.space.Spaces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How the scores of two runs of {@code nas-search rank} on the same list agree, where there is no
 * table of the truth.
 *
 * <p>Arguments: the space as on the command line, such as {@code nasbench201:cells=1}, and the two
 * folders. Prints for each score Spearman's ρ with the accuracy of the same run, and with the same
 * score of the other run; the larger the better, losses with their sign turned.
 */
public final class ScoreAgreement {

  private final Merits first;
  private final Merits second;
  private final int[] places;

  ScoreAgreement(Merits first, Merits second) {
    this.first = first;
    this.second = second;
    places = first.ids().stream().mapToInt(second.ids()::indexOf).toArray();
    if (second.ids().size() != places.length || Arrays.stream(places).anyMatch(i -> i < 0)) {
      throw new IllegalArgumentException("the two folders must rank the same list");
    }
  }

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    SearchSpace space = Spaces.named(arguments[0]).orElseThrow();
    Merits first = Merits.read(Path.of(arguments[1]), space);
    ScoreAgreement agreement = new ScoreAgreement(first, Merits.read(Path.of(arguments[2]), space));
    System.out.printf(
        "%d networks%n%n| score | with accuracy, %s | with accuracy, %s | between the two |%n",
        first.candidates().size(), arguments[1], arguments[2]);
    System.out.println("|---|---|---|---|");
    first.byName().keySet().forEach(score -> System.out.println(agreement.row(score)));
  }

  private String row(String score) {
    return "| `%s` | %s |"
        .formatted(
            score,
            Arrays.stream(correlations(score))
                .mapToObj(rho -> String.format(Locale.ROOT, "%.2f", rho))
                .collect(Collectors.joining(" | ")));
  }

  /** Spearman's ρ with the accuracy of the first run, of the second, and between the two. */
  double[] correlations(String score) {
    double[] values = first.byName().get(score);
    double[] other = second.byName().get(score);
    return new double[] {
      SpearmanCorrelation.of(values, first.byName().get(Criterion.ACCURACY.word())),
      SpearmanCorrelation.of(other, second.byName().get(Criterion.ACCURACY.word())),
      SpearmanCorrelation.of(values, Arrays.stream(places).mapToDouble(i -> other[i]).toArray())
    };
  }
}
