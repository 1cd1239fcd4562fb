package io.proxynas.experiments.replay;

import io.proxynas.engine.Seed;
import io.proxynas.nas.calibrate.Score;
import io.proxynas.nas.calibrate.ScoreKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Tables whose answers are known: the accuracy of network i of n is i / n. */
public final class TinyTruths {

  /** The score that is the truth, and one that has nothing to do with it. */
  public static final String PERFECT = "perfect";

  public static final String USELESS = "useless";

  private TinyTruths() {}

  /** With both scores, a decision "upper half", two equal full trainings of three epochs. */
  public static TruthTable table(int networks) {
    return table(networks, 2);
  }

  /** With so many full trainings of each network. */
  public static TruthTable table(int networks, int trainings) {
    RandomGenerator random = new Seed(5).generator();
    List<Score> scores =
        List.of(
            new Score(PERFECT, ScoreKind.UNTRAINED, values(networks, i -> i)),
            new Score(USELESS, ScoreKind.SIZE, values(networks, i -> random.nextDouble())),
            new Score("upper", ScoreKind.DECISION, values(networks, i -> 2 * i / networks)));
    List<Double> truths = values(networks, i -> (double) i / networks);
    List<List<Double>> curve =
        List.of(
            values(networks, i -> (double) i / networks / 3),
            values(networks, i -> (double) i / networks / 2),
            truths);
    FullTraining full = new FullTraining(truths, truths, values(networks, i -> 10), curve);
    return new TruthTable(
        "tiny",
        IntStream.range(0, networks).mapToObj("net-%d"::formatted).toList(),
        IntStream.range(0, networks).mapToObj(i -> List.of(i / 10, i % 10)).toList(),
        scores,
        values(networks, i -> 0.5),
        Map.of(PERFECT, values(networks, i -> 0.25)),
        List.of(proxy(networks)),
        Collections.nCopies(trainings, full),
        true,
        "of a test");
  }

  /** Of the first half of the networks, by the order of the truth. */
  private static ProxyTraining proxy(int networks) {
    Score accuracy =
        new Score(
            "dm-ipc1:accuracy",
            ScoreKind.TRAINED,
            values(networks, i -> i < networks / 2 ? i : Double.NaN));
    return new ProxyTraining("dm-ipc1", List.of(accuracy), values(networks, i -> 2), 7);
  }

  private static List<Double> values(int count, IntToDoubleFunction value) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(value.applyAsDouble(i));
    }
    return values;
  }
}
