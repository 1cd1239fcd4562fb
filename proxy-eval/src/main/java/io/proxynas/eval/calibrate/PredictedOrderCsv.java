package io.proxynas.eval.calibrate;

import io.proxynas.train.file.Csv;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A predicted order as CSV, the best first: place, candidate, predicted truth, its standard
 * deviation, the truth where it is known, and whether that was fitted.
 */
public final class PredictedOrderCsv {

  private PredictedOrderCsv() {}

  /** The content of the file. */
  public static String text(ScoredCandidates candidates, CalibrationReplay.Result result) {
    Set<Integer> fitted = new HashSet<>(result.fitted().candidates());
    StringBuilder text =
        new StringBuilder(
            Csv.line("place", "candidate", "predicted", "deviation", "truth", "fitted"));
    List<Integer> order = order(result);
    for (int place = 0; place < order.size(); place++) {
      int candidate = order.get(place);
      text.append(
          Csv.line(
              place + 1,
              candidates.names().get(candidate),
              candidates.asInFile(result.prediction().means().get(candidate)),
              result.prediction().deviations().get(candidate),
              candidates.asInFile(candidates.truths().get(candidate)),
              fitted.contains(candidate) ? "yes" : "no"));
    }
    return text.toString();
  }

  /** The places of all candidates in their table, the best predicted first. */
  public static List<Integer> order(CalibrationReplay.Result result) {
    List<Double> means = result.prediction().means();
    return IntStream.range(0, means.size())
        .boxed()
        .sorted(Comparator.comparing(means::get, Comparator.reverseOrder()))
        .toList();
  }
}
