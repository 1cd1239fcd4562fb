package io.proxynas.experiments.replay.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.experiments.replay.FullTraining;
import io.proxynas.experiments.replay.TinyTruths;
import io.proxynas.experiments.replay.TruthTable;
import io.proxynas.nas.calibrate.Observations;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final int NETWORKS = 20;

  private static List<Double> values(double first, double step) {
    return IntStream.range(0, NETWORKS).mapToObj(i -> first + i * step).toList();
  }

  private static FullTraining training(List<Double> seen, List<Double> judged) {
    return new FullTraining(seen, judged, Collections.nCopies(NETWORKS, 1.0), List.of());
  }

  private static TruthTable table(FullTraining... trainings) {
    TruthTable tiny = TinyTruths.table(NETWORKS);
    return new TruthTable(
        tiny.name(),
        tiny.networks(),
        tiny.decisions(),
        tiny.scores(),
        tiny.scoreSeconds(),
        tiny.aloneSeconds(),
        tiny.proxies(),
        List.of(trainings),
        tiny.timed(),
        tiny.fingerprint());
  }

  private static Judge judge(TruthTable table, int training) {
    return new Judge(table, table.views().get(1), training);
  }

  @Test
  void tell_isOneTraining_andTheOthersJudgeIt() {
    List<Double> rising = values(0.1, 0.01);
    List<Double> falling = values(0.9, -0.01);
    TruthTable table = table(training(rising, rising), training(falling, falling));

    Judge first = judge(table, 0);
    assertThat(first.tell(List.of(3, 5)))
        .isEqualTo(new Observations(List.of(3, 5), List.of(rising.get(3), rising.get(5))));
    assertThat(first.ofOneTraining(List.of(0)).orElseThrow().rho()).isCloseTo(-1, within(1e-12));
    assertThat(judge(table, 1).tell(List.of(3)).truths()).containsExactly(falling.get(3));
  }

  @Test
  void of_theOnlyTraining_judgesByWhatIsNotSeen() {
    TruthTable table = table(training(values(0.1, 0.01), values(0.9, -0.01)));
    double[] rising = IntStream.range(0, NETWORKS).asDoubleStream().toArray();

    Judge judge = judge(table, 0);
    assertThat(judge.tell(List.of(0, 1)).truths()).containsExactly(0.1, 0.11);
    assertThat(judge.of(rising, List.of(0)).rho()).isCloseTo(-1, within(1e-12));
    assertThat(judge.ofOneTraining(List.of(0))).isEmpty();
  }
}
