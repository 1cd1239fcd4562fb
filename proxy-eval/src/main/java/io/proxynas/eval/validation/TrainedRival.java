package io.proxynas.eval.validation;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.ranking.Criterion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ranks candidates by what another training than the proxy's tells of them.
 *
 * @param name in reports
 * @param by the score of that training that ranks: the one that ranks on the proxy, so that equal
 *     scores are compared
 * @param seeds each trains and scores from a seed of its own, and the mean of the scores ranks; a
 *     candidate that one fails on has no score
 */
public record TrainedRival(String name, Criterion by, List<CandidateEvaluator> seeds)
    implements RivalScorer {

  public TrainedRival {
    seeds = List.copyOf(seeds);
  }

  /** Of one training a candidate. */
  public TrainedRival(String name, Criterion by, CandidateEvaluator evaluator) {
    this(name, by, List.of(evaluator));
  }

  @Override
  public Rival.Needs needs() {
    return Rival.Needs.TRAINING;
  }

  @Override
  public List<RivalScore> score(List<PairedScore> candidates) throws InterruptedException {
    List<Architecture> architectures = candidates.stream().map(PairedScore::architecture).toList();
    List<List<Outcome>> outcomes = new ArrayList<>();
    for (CandidateEvaluator seed : seeds) {
      outcomes.add(seed.evaluate(architectures));
    }
    return IntStream.range(0, architectures.size())
        .mapToObj(place -> mean(outcomes.stream().map(seed -> seed.get(place)).toList()))
        .toList();
  }

  @Override
  public String basis(List<PairedScore> candidates) {
    return by.word();
  }

  /** Of the trainings of one candidate. */
  private RivalScore mean(List<Outcome> trainings) {
    Duration duration = Outcome.workerTime(trainings);
    List<CandidateScores> scores = new ArrayList<>();
    for (Outcome outcome : trainings) {
      if (!(outcome instanceof Outcome.Trained trained)) {
        return new RivalScore(Double.NaN, duration);
      }
      scores.add(trained.scores());
    }
    CandidateScores all = CandidateScores.mean(scores);
    return new RivalScore(
        by.of(new Outcome.Trained(trainings.get(0).architecture(), all, duration)), duration);
  }
}
