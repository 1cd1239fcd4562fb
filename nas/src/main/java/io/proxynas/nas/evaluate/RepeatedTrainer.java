package io.proxynas.nas.evaluate;

import io.proxynas.engine.architecture.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Trains each candidate several times, by trainers that differ in their seed, and gives the mean of
 * the scores: a noisy ranking becomes less so, for the time of as many trainings.
 *
 * @param seeds at least 1
 */
public record RepeatedTrainer(List<? extends CandidateTrainer> seeds) implements CandidateTrainer {

  public RepeatedTrainer {
    seeds = List.copyOf(seeds);
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("training seeds must be at least 1, but were 0");
    }
  }

  @Override
  public Scores train(Architecture architecture) throws InterruptedException {
    List<Scores> scores = new ArrayList<>();
    for (CandidateTrainer trainer : seeds) {
      scores.add(trainer.train(architecture));
    }
    Scores first = scores.get(0);
    double accuracy = mean(scores, Scores::validationAccuracy);
    double squares = mean(scores, s -> Math.pow(s.validationAccuracy() - accuracy, 2));
    double deviation =
        scores.size() == 1 ? 0 : Math.sqrt(squares * scores.size() / (scores.size() - 1));
    return new Scores(
        accuracy,
        mean(scores, Scores::validationLoss),
        mean(scores, Scores::trainingLoss),
        mean(scores, Scores::learningCurveArea),
        first.parameters(),
        first.flops(),
        first.trainedBy(),
        first.free(),
        new Scores.Spread(scores.size(), deviation));
  }

  private static double mean(List<Scores> scores, ToDoubleFunction<Scores> value) {
    return scores.stream().mapToDouble(value).average().getAsDouble();
  }
}
