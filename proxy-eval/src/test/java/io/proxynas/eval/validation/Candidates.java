package io.proxynas.eval.validation;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.ranking.Ranking;
import java.time.Duration;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Made-up candidates, told apart by a number from 1 that is also the network's width. Widths have
 * no order in common with accuracies unless a test gives them one.
 */
public final class Candidates {

  private Candidates() {}

  public static Architecture architecture(int number) {
    return new ConvNet(
        1,
        number,
        ConvNet.Activation.RELU,
        ConvNet.Normalization.INSTANCE,
        ConvNet.Pooling.AVERAGE);
  }

  public static int number(Architecture architecture) {
    return ((ConvNet) architecture).width();
  }

  public static Outcome.Trained trained(int number, double accuracy, long size, double seconds) {
    return new Outcome.Trained(
        architecture(number),
        new CandidateScores(accuracy, 1 - accuracy, 0.5, size, 1000 * size),
        Duration.ofNanos(Math.round(seconds * 1e9)));
  }

  public static Outcome.Failed failed(int number, String reason) {
    return new Outcome.Failed(architecture(number), reason, Duration.ZERO);
  }

  /** Candidate 1 ranks first; accuracy falls by 1/1000 a place, and a candidate takes 1 s. */
  public static Ranking ranking(int size) {
    return Ranking.of(
        IntStream.rangeClosed(1, size)
            .mapToObj(i -> trained(i, 0.9 - i / 1000.0, 1000 + i * 37 % 101, 1))
            .toList());
  }

  /** Trains every candidate to the given accuracy in 10 s. */
  public static CandidateEvaluator full(IntToDoubleFunction accuracy) {
    return (candidates, observer) ->
        candidates.stream()
            .<Outcome>map(
                architecture -> {
                  int number = number(architecture);
                  return trained(number, accuracy.applyAsDouble(number), 1000, 10);
                })
            .toList();
  }
}
