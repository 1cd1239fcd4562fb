package io.proxynas.eval.validation;

import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import java.util.List;

/**
 * Ranks candidates by their validation accuracy after another training than the proxy's.
 *
 * @param name in reports
 * @param evaluator trains and scores; a candidate that fails has no score
 */
public record TrainedRival(String name, CandidateEvaluator evaluator) implements RivalScorer {

  @Override
  public Rival.Needs needs() {
    return Rival.Needs.TRAINING;
  }

  @Override
  public List<RivalScore> score(List<PairedScore> candidates) throws InterruptedException {
    return evaluator.evaluate(candidates.stream().map(PairedScore::architecture).toList()).stream()
        .map(TrainedRival::score)
        .toList();
  }

  private static RivalScore score(Outcome outcome) {
    double accuracy =
        outcome instanceof Outcome.Trained trained
            ? trained.scores().validationAccuracy()
            : Double.NaN;
    return new RivalScore(accuracy, outcome.duration());
  }
}
