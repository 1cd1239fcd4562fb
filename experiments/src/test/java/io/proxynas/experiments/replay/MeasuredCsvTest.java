package io.proxynas.experiments.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.nas.calibrate.Score;
import io.proxynas.nas.calibrate.ScoreKind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuredCsvTest {

  private static final String TEXT =
      """
      architecture,parameters,decision:depth,naswot,free:seconds,dm-ipc1:accuracy@1,dm-ipc1:validation-loss@1,dm-ipc1:training-loss@1,dm-ipc1:accuracy@2,dm-ipc1:validation-loss@2,dm-ipc1:training-loss@2,dm-ipc1:curve:seconds,dm-ipc1:seconds,full-1:accuracy@1,full-1:truth@1,full-1:accuracy@2,full-1:truth@2,full-1:seconds,status
      a,10,1,3.5,0.25,0.3,2,2.5,0.4,1.5,1.25,0.5,2,0.5,0.51,0.6,0.61,8,measured
      b,20,2,,0.25,0.2,3,2.75,0.3,2.5,1.5,0.5,3,0.4,0.41,0.5,0.51,9,measured
      c,30,2,1.5,0.25,,,,,,,0,0,,,,,,failed: full-1: no memory
      d,40,1,2.5,0.25,,,,,,,0,0,0.4,0.41,0.5,,7,measured
      """;

  private static MeasuredCsv parse(String text) throws IOException {
    return MeasuredCsv.parse("t.csv", text);
  }

  @Test
  void complete_areThoseWithAllFullTrainings() throws IOException {
    MeasuredCsv all = parse(TEXT);
    assertThat(all.networks()).containsExactly("a", "b", "d");
    assertThat(all.complete()).containsExactly(0, 1);
  }

  @Test
  void full_hasWhatIsSeenJudgedAndPaid() throws IOException {
    MeasuredCsv csv = parse(TEXT);
    FullTraining full = csv.of(csv.complete()).full().get(0);
    assertThat(full.seen()).containsExactly(0.6, 0.5);
    assertThat(full.judged()).containsExactly(0.61, 0.51);
    assertThat(full.seconds()).containsExactly(8.0, 9.0);
    assertThat(full.curves()).containsExactly(List.of(0.5, 0.4), List.of(0.6, 0.5));
  }

  @Test
  void proxies_haveTheLastEpochAndTheLossSum() throws IOException {
    MeasuredCsv csv = parse(TEXT);
    ProxyTraining dm = csv.of(csv.complete()).proxies(Map.of("dm-", 89.0)).get(0);
    assertThat(dm.name()).isEqualTo("dm-ipc1");
    assertThat(dm.once()).isEqualTo(89);
    assertThat(dm.seconds()).containsExactly(1.5, 2.5); // less the scores before the last epoch
    assertThat(dm.scores())
        .extracting(Score::name)
        .containsExactly(
            "dm-ipc1:accuracy",
            "dm-ipc1:validation-loss",
            "dm-ipc1:training-loss",
            "dm-ipc1:training-loss-sum");
    assertThat(dm.scores())
        .extracting(Score::merits)
        .containsExactly(
            List.of(0.4, 0.3), List.of(-1.5, -2.5), List.of(-1.25, -1.5), List.of(-3.75, -4.25));
  }

  @Test
  void proxies_ofUnknownCost_haveNone_andRandomOnesTookNothing() throws IOException {
    String header =
        "architecture,dm-ipc50:accuracy@1,dm-ipc5-e9:accuracy@1,a.npz:accuracy@1,random-ipc5:accuracy@1,full-e9:accuracy@1";
    List<ProxyTraining> proxies =
        parse(header + "\na,1,1,1,1,1\n").proxies(Map.of("dm-ipc5", 90.0, "dm-ipc50", 60.0));

    assertThat(proxies)
        .extracting(ProxyTraining::name)
        .containsExactly("dm-ipc50", "dm-ipc5-e9", "a.npz", "random-ipc5", "full-e9");
    assertThat(proxies)
        .extracting(ProxyTraining::once)
        .containsExactly(60.0, 90.0, Double.NaN, 0.0, 0.0);
    assertThat(proxies)
        .extracting(ProxyTraining::isCostKnown)
        .containsExactly(true, true, false, true, true);
  }

  @Test
  void scores_areSizesAndTrainingFreeOnes() throws IOException {
    MeasuredCsv csv = parse(TEXT);
    assertThat(csv.scores())
        .containsExactly(
            new Score("parameters", ScoreKind.SIZE, List.of(10.0, 20.0, 40.0)),
            new Score("naswot", ScoreKind.UNTRAINED, List.of(3.5, Double.NaN, 2.5)));
    assertThat(csv.scoreSeconds()).containsExactly(0.25, 0.25, 0.25);
    assertThat(csv.decisions().codes()).containsExactly(List.of(0), List.of(1), List.of(0));
    assertThat(csv.decisions().scores())
        .containsExactly(
            new Score("depth=1", ScoreKind.DECISION, List.of(1.0, 0.0, 1.0)),
            new Score("depth=2", ScoreKind.DECISION, List.of(0.0, 1.0, 0.0)));
  }

  @Test
  void read_withAWordForANumber_saysWhichAndWhere() throws IOException {
    MeasuredCsv csv = parse(TEXT.replace("b,20", "b,many"));
    assertThatThrownBy(csv::scores)
        .isInstanceOf(IOException.class)
        .hasMessage("parameters of b in t.csv must be a number, but is \"many\"");
  }

  @Test
  void full_withoutTrainings_saysWhatMustBeThere() throws IOException {
    MeasuredCsv csv = parse("architecture,status\na,measured\n");
    assertThatThrownBy(csv::full)
        .isInstanceOf(IOException.class)
        .hasMessage("t.csv must have columns of full trainings, as in full-1:truth@5");
  }

  @Test
  void full_ofATrainingWithoutAnEpoch_isNone() throws IOException {
    MeasuredCsv csv =
        parse("architecture,status,full-1:accuracy@0,full-1:truth@1\na,measured,0.5,0.5\n");
    assertThatThrownBy(csv::full)
        .isInstanceOf(IOException.class)
        .hasMessage("t.csv must have columns of full trainings, as in full-1:truth@5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "network,status/a,measured | t.csv must have a column architecture, but has [network, status]",
        "architecture,status/a | line 2 of t.csv must have 2 fields, but has 1",
        "architecture,architecture/a,b | t.csv must be comma-separated values, but is not: The header contains a duplicate name"
      })
  void parse_ofAnotherFile_isOneSentence(String text, String message) {
    assertThatThrownBy(() -> parse(text.replace('/', '\n')))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(message);
  }
}
