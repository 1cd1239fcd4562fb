package io.proxynas.benchmarks.search;

import io.proxynas.eval.stat.SpearmanCorrelation;
import io.proxynas.train.file.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * How well a search with successive halving ranks the candidates that one without has trained in
 * full.
 *
 * <p>Arguments: the folders of the two searches, with halving and without. Prints, on the
 * candidates of both: Spearman's ρ between the place in the halved ranking and the accuracy without
 * halving, how many of the first k are the same, and the worker seconds of each search's trainings.
 */
public final class RankingAgreement {

  private static final int[] FIRST = {1, 5, 10, 20};

  private final List<Ranked> halved;
  private final List<Ranked> full;

  /**
   * The agreement on the candidates of both.
   *
   * @param halved the best first
   * @param full without halving, the best first
   */
  RankingAgreement(List<Ranked> halved, List<Ranked> full) {
    this.halved = in(full, halved);
    this.full = in(halved, full);
  }

  /**
   * A line of {@code ranking.csv}.
   *
   * @param accuracy NaN where the candidate was not scored, as on lower rungs
   */
  record Ranked(String architecture, double accuracy, double seconds) {

    static Ranked of(CSVRecord line) {
      String accuracy = line.get("validationAccuracy");
      return new Ranked(
          line.get("architecture"),
          accuracy.isEmpty() ? Double.NaN : Double.parseDouble(accuracy),
          Double.parseDouble(line.get("seconds")));
    }
  }

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    List<Ranked> halved = read(Path.of(arguments[0]));
    List<Ranked> full = read(Path.of(arguments[1]));
    RankingAgreement agreement = new RankingAgreement(halved, full);
    System.out.printf(
        Locale.ROOT, "%d candidates of both, rho %.3f%n", agreement.candidates(), agreement.rho());
    for (int k : FIRST) {
      System.out.printf("first %d: %d the same%n", k, agreement.same(k));
    }
    System.out.printf(
        Locale.ROOT,
        "worker seconds: %.0f for %d candidates, %.0f for %d%n",
        seconds(halved),
        halved.size(),
        seconds(full),
        full.size());
  }

  /** Those that did not fail. */
  static List<Ranked> read(Path folder) throws IOException {
    CSVFormat format = Csv.FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();
    return Csv.read(folder.resolve("ranking.csv"), format).records().stream()
        .filter(line -> !line.get("status").startsWith("failed"))
        .map(Ranked::of)
        .toList();
  }

  /** Those of {@code some} that are in {@code others} too, in their order. */
  private static List<Ranked> in(List<Ranked> others, List<Ranked> some) {
    Set<String> known = others.stream().map(Ranked::architecture).collect(Collectors.toSet());
    return some.stream().filter(one -> known.contains(one.architecture())).toList();
  }

  int candidates() {
    return full.size();
  }

  /** Between the place in the halved ranking, the first the largest, and the full accuracy. */
  double rho() {
    List<String> places = halved.stream().map(Ranked::architecture).toList();
    return SpearmanCorrelation.of(
        full.stream().mapToDouble(one -> -places.indexOf(one.architecture())).toArray(),
        full.stream().mapToDouble(Ranked::accuracy).toArray());
  }

  /** How many of the first k are the same. */
  int same(int k) {
    return in(halved.stream().limit(k).toList(), full.stream().limit(k).toList()).size();
  }

  static double seconds(List<Ranked> ranking) {
    return ranking.stream().mapToDouble(Ranked::seconds).sum();
  }
}
