package io.proxynas.experiments.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.nas.calibrate.Score;
import io.proxynas.nas.calibrate.ScoreKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TruthTableTest {

  private static FullTraining judged(Double... values) {
    List<Double> judged = List.of(values);
    return new FullTraining(List.of(0.0, 0.0), judged, List.of(1.0, 1.0), List.of());
  }

  private static TruthTable of(FullTraining... trainings) {
    return new TruthTable(
        "two",
        List.of("a", "b"),
        List.of(),
        List.of(new Score("s", ScoreKind.SIZE, List.of(1.0, 2.0))),
        List.of(0.0, 0.0),
        Map.of(),
        List.of(),
        List.of(trainings),
        true,
        "");
  }

  @Test
  void truths_areTheMeanOfTheTrainings() {
    TruthTable table = of(judged(0.25, 0.5), judged(0.5, 0.5), judged(0.75, 0.875));

    assertThat(table.truths()).containsExactly(0.5, 0.625);
    assertThat(table.judgedWithout(0)).containsExactly(0.625, 0.6875);
    assertThat(of(judged(0.25, 0.5)).judgedWithout(0)).containsExactly(0.25, 0.5);
  }

  @Test
  void views_ofAProxy_haveTheNetworksThatWereTrainedOnIt() {
    TruthTable table = TinyTruths.table(20);

    assertThat(table.views())
        .extracting(ScoreView::name)
        .containsExactly("sizes and decisions", "no training", "dm-ipc1");
    ScoreView configured = table.views().get(0);
    assertThat(configured.table().scores()).hasSize(2);
    assertThat(configured.cost()).isZero();
    ScoreView untrained = table.views().get(1);
    assertThat(untrained.size()).isEqualTo(20);
    assertThat(untrained.cost()).isEqualTo(20 * 0.5);
    ScoreView trained = table.views().get(2);
    assertThat(trained.places()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(trained.table().scores()).hasSize(4);
    assertThat(trained.cost()).isEqualTo(7 + 10 * 2.5);
    ScoreView some = trained.of(List.of(9, 3));
    assertThat(some.places()).containsExactly(9, 3);
    assertThat(some.table().scores().get(0).merits()).containsExactly(9.0, 3.0);
    assertThat(some.cost()).isEqualTo(7 + 2 * 2.5);
  }

  @Test
  void alone_ofAScore_hasItsOwnPrice() {
    TruthTable table = TinyTruths.table(20);
    assertThat(table.alone(table.scores().get(0)).cost()).isEqualTo(20 * 0.25);
    assertThat(table.alone(table.scores().get(1)).cost()).as("a size").isZero();
    Score unknown = new Score("other", ScoreKind.UNTRAINED, table.scores().get(1).merits());
    assertThat(table.alone(unknown).cost()).as("the price of all").isEqualTo(20 * 0.5);
  }

  @Test
  void new_withoutTrainings_saysRuleAndValue() {
    assertThatThrownBy(TruthTableTest::of)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("full trainings of each network must be at least 1, but was 0");
  }

  @Test
  void new_ofOtherLengths_saysRuleAndValues() {
    FullTraining three =
        new FullTraining(
            List.of(0.1, 0.2, 0.3), List.of(0.1, 0.2, 0.3), List.of(1.0, 1.0, 1.0), List.of());
    assertThatThrownBy(() -> of(three))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a table must have times and full trainings of all its networks, 2, but had 2 and [3]");
    assertThatThrownBy(
            () ->
                new FullTraining(
                    List.of(0.1, 0.2), List.of(0.1), List.of(1.0, 1.0), List.of(List.of(0.1, 0.2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a full training must have as many values of each kind as networks, 2, but had 1 judged accuracies, 2 times and curves of [2]");
  }

  @Test
  void of_somePlaces_isTheTableOfTheseNetworks() {
    TruthTable table = TinyTruths.table(20);

    TruthTable part = table.of(List.of(15, 3, 4));

    assertThat(part.networks()).containsExactly("net-15", "net-3", "net-4");
    assertThat(part.truths()).containsExactly(0.75, 0.15, 0.2);
    assertThat(part.decisions()).containsExactly(List.of(1, 5), List.of(0, 3), List.of(0, 4));
    assertThat(part.scores().get(0).merits()).containsExactly(15.0, 3.0, 4.0);
    assertThat(part.aloneSeconds().get(TinyTruths.PERFECT)).hasSize(3);
    assertThat(part.views().get(2).places()).as("trained on the proxy").containsExactly(1, 2);
    assertThat(part.name()).isEqualTo(table.name());
  }

  @Test
  void isWhole_whereEveryCombinationIsThere() {
    TruthTable table = TinyTruths.table(20);
    assertThat(table.isWhole()).isTrue();
    assertThat(table.of(List.of(0, 1, 12)).isWhole()).as("of 2 x 3").isFalse();
    assertThat(of(judged(0.25, 0.5)).isWhole()).as("without decisions").isFalse();
  }

  @Test
  void flops_areEqualWhereThereAreNone() {
    assertThat(of(judged(0.25, 0.5)).flops()).containsExactly(1.0, 1.0);
    TruthTable table = TinyTruths.table(4);
    List<Double> flops = List.of(1.0, 2.0, 3.0, 4.0);
    TruthTable timed =
        new TruthTable(
            "with flops",
            table.networks(),
            List.of(),
            List.of(new Score("flops", ScoreKind.SIZE, flops)),
            table.scoreSeconds(),
            Map.of(),
            List.of(),
            table.trainings(),
            true,
            "");
    assertThat(timed.flops()).isEqualTo(flops);
  }
}
