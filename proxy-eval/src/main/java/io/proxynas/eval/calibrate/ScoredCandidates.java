package io.proxynas.eval.calibrate;

import io.proxynas.nas.calibrate.Observations;
import io.proxynas.nas.calibrate.ScoreTable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Candidates with scores, some of them with a truth.
 *
 * @param names one a candidate
 * @param table their scores
 * @param truths one a candidate; NaN where there is none; larger is better
 * @param truthIsLoss whether the truths are those of the file with the other sign
 * @param notes on columns that are not used or lack values, each a phrase
 */
public record ScoredCandidates(
    List<String> names,
    ScoreTable table,
    List<Double> truths,
    boolean truthIsLoss,
    List<String> notes) {

  /** Keeps copies. */
  public ScoredCandidates {
    names = List.copyOf(names);
    truths = List.copyOf(truths);
    notes = List.copyOf(notes);
  }

  /** The places of those with a truth. */
  public List<Integer> judged() {
    return IntStream.range(0, truths.size())
        .filter(i -> !Double.isNaN(truths.get(i)))
        .boxed()
        .toList();
  }

  /** The truths of some candidates that have one. */
  Observations observe(List<Integer> places) {
    return new Observations(places, places.stream().map(truths::get).toList());
  }

  /** A truth or a prediction of one, as in the file. */
  public double asInFile(double truth) {
    return truthIsLoss ? -truth : truth;
  }
}
