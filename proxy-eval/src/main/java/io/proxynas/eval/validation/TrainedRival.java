package io.proxynas.eval.validation;

import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.ranking.Criterion;
import java.util.List;

/**
 * Ranks candidates by what another training than the proxy's tells of them.
 *
 * @param name in reports
 * @param by the score of that training that ranks: the one that ranks on the proxy, so that equal
 *     scores are compared
 * @param evaluator trains and scores; a candidate that fails has no score
 */
public record TrainedRival(String name, Criterion by, CandidateEvaluator evaluator)
    implements RivalScorer {

  @Override
  public Rival.Needs needs() {
    return Rival.Needs.TRAINING;
  }

  @Override
  public List<RivalScore> score(List<PairedScore> candidates) throws InterruptedException {
    return evaluator.evaluate(candidates.stream().map(PairedScore::architecture).toList()).stream()
        .map(this::score)
        .toList();
  }

  @Override
  public String basis(List<PairedScore> candidates) {
    return by.word();
  }

  private RivalScore score(Outcome outcome) {
    double merit = outcome instanceof Outcome.Trained trained ? by.of(trained) : Double.NaN;
    return new RivalScore(merit, outcome.duration());
  }
}
