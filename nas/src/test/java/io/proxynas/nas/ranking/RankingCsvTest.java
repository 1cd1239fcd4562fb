package io.proxynas.nas.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.NetworkSize;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.train.TrainedBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankingCsvTest {

  private static final List<Architecture> NETS = FakeTrainer.candidates(5);

  private static final Ranking RANKING =
      Ranking.of(
          List.of(
              new Outcome.Failed(
                  NETS.get(0), "width, depth and \"memory\"\nmust fit", Duration.ZERO),
              new Outcome.Trained(
                  NETS.get(1),
                  new CandidateScores(
                      0.5,
                      1,
                      0.25,
                      2.5,
                      1234567,
                      20,
                      new TrainedBy.Dl4j("the engine knows ReLU, but it is X"),
                      Map.of(FreeScore.NASWOT, Double.NEGATIVE_INFINITY, FreeScore.SYNFLOW, 1e30),
                      new CandidateScores.SeedSpread(3, 0.125),
                      Duration.ofNanos(412_345)),
                  Duration.ofMillis(1500),
                  1),
              new Outcome.Trained(
                  NETS.get(3),
                  CandidateScores.untrained(FreeScore.NASWOT, 321.5, new NetworkSize(12, 34)),
                  Duration.ofMillis(20)),
              new Outcome.Trained(
                  NETS.get(2),
                  new CandidateScores(0.1 + 0.7, 1e-5, 1, 10_000_000_000L, 30),
                  Duration.ofMillis(1234567),
                  2)));

  private static final ParetoFront FRONT =
      new ParetoFront(List.of(), List.of(RANKING.trained().get(1)));

  private static final String TEXT =
      """
      rank,architecture,validationAccuracy,validationLoss,trainingLoss,seconds,parameters,flops,learningCurveArea,seeds,\
      validationAccuracyDeviation,naswot,synflow,jacobianCovariance,epeNas,gradientNorm,status,trainedBy,front,rung,latencySeconds,predictedAccuracy,predictedDeviation
      1,convnet-d1-w8-sigmoid-none-average,0.7999999999999999,1.0E-5,1.0,1234.567,10000000000,30,1.0,1,,,,,,,trained,engine,,2,,,
      2,convnet-d1-w8-sigmoid-none-max,0.5,1.0,0.25,1.500,1234567,20,2.5,3,0.125,-Infinity,1.0E30,,,,trained,"dl4j: the engine knows ReLU, but it is X",pareto,1,4.12345E-4,,
      3,convnet-d1-w8-sigmoid-batch-none,,,,0.020,12,34,,,,321.5,,,,,scored,,,0,,,
      ,convnet-d1-w8-sigmoid-none-none,,,,0.000,,,,,,,,,,,"failed: width, depth and ""memory""
      must fit",,,,,,
      """;

  @TempDir Path folder;

  @Test
  void text_listsTrainedBestFirstThenFailed() {
    assertThat(RankingCsv.text(RANKING, FRONT, Map.of())).isEqualTo(TEXT);
  }

  @Test
  void inOrder_keepsTheOrderAndRanksBesideIt() {
    Outcome first = withoutRung(RANKING.trained().get(0));
    Outcome second = withoutRung(RANKING.trained().get(1));
    List<Outcome> list = List.of(RANKING.failed().get(0), second, first, second);
    List<String> lines = RankingCsv.inOrder(list, Criterion.ACCURACY).lines().toList();
    assertThat(lines).hasSize(6); // a reason has two
    assertThat(lines.get(0)).isEqualTo(TEXT.lines().findFirst().orElseThrow());
    assertThat(lines.get(1)).startsWith(",convnet-d1-w8-sigmoid-none-none,");
    assertThat(lines.get(3)).startsWith("2,convnet-d1-w8-sigmoid-none-max,");
    assertThat(lines.get(4)).startsWith("1,convnet-d1-w8-sigmoid-none-average,");
    assertThat(lines.get(5)).isEqualTo(lines.get(3));
    assertThat(RankingCsv.inOrder(list, Criterion.SYNFLOW).lines().skip(3))
        .extracting(line -> line.substring(0, 2))
        .containsExactly("1,", "2,", "1,");
  }

  private static Outcome withoutRung(Outcome.Trained outcome) {
    return new Outcome.Trained(outcome.architecture(), outcome.scores(), outcome.duration());
  }

  @Test
  void text_inALocaleWithDecimalCommas_isTheSame() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(RankingCsv.text(RANKING, FRONT, Map.of())).isEqualTo(TEXT);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void write_overAnOlderFile_replacesItAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("ranking.csv");
    Files.writeString(file, "old");
    RankingCsv.write(RANKING, FRONT, file);
    assertThat(file).hasContent(TEXT);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void write_intoAMissingFolder_saysFileAndReason() {
    Path file = folder.resolve("missing/ranking.csv");
    assertThatThrownBy(() -> RankingCsv.write(RANKING, FRONT, file))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot write " + file + ": no such folder");
  }

  @Test
  void write_whereAFolderStands_saysFileAndReason() throws IOException {
    Path file = Files.createDirectories(folder.resolve("ranking.csv"));
    Files.createFile(file.resolve("inside"));
    assertThatThrownBy(() -> RankingCsv.write(RANKING, FRONT, file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot write " + file + ": ");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void rungs_areReadAgain_andMayBeAnyOfFailedCandidates(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("ranking.csv");
    RankingCsv.write(RANKING, FRONT, file);

    assertThat(RankingCsv.rungs(file))
        .isEqualTo(
            Map.of(
                NETS.get(0).id(),
                Integer.MAX_VALUE,
                NETS.get(1).id(),
                1,
                NETS.get(2).id(),
                2,
                NETS.get(3).id(),
                0));
  }

  @Test
  void rungs_ofAnEarlierVersion_mayBeAny_andDamagedOnesAreOneSentence(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("ranking.csv");
    Files.writeString(file, "rank,architecture\n1,a\n");
    assertThat(RankingCsv.rungs(file)).isEqualTo(Map.of("a", Integer.MAX_VALUE));

    Files.writeString(file, "rank\n1\n");
    assertThatThrownBy(() -> RankingCsv.rungs(file))
        .isInstanceOf(IOException.class)
        .hasMessage("a ranking must have the column architecture, but %s has not", file);

    Files.writeString(file, "architecture,rung\na,0\nb,-1\n");
    assertThatThrownBy(() -> RankingCsv.rungs(file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "line 3 of %s must have a candidate and a rung of at least 0, but has \"b,-1\"", file);
  }

  @Test
  void calibrated_isReadAgain_inTheOrderOfItsRanks() throws IOException {
    Architecture first = RANKING.trained().get(0).architecture();
    Path file = folder.resolve("ranking.csv");

    RankingCsv.write(RANKING, FRONT, Map.of(first, new Predicted(0.875, 0.0625)), file);

    assertThat(file).content().contains(",0.875,0.0625\n");
    List<String> ids = RANKING.trained().stream().map(o -> o.architecture().id()).toList();
    assertThat(RankingCsv.calibrated(file))
        .isEqualTo(new CalibratedOrder(ids, Map.of(first.id(), 0.875)));
    Files.writeString(file, "rank,architecture,predictedAccuracy\n10,c,\n2,b,\n,d,\n1,a,\n");
    assertThat(RankingCsv.calibrated(file))
        .isEqualTo(new CalibratedOrder(List.of("a", "b", "c"), Map.of()));
  }

  @Test
  void calibrated_ofAFileWithoutTheColumn_areRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("old.csv"), "rank,architecture\n1,a\n");

    assertThatThrownBy(() -> RankingCsv.calibrated(file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "a calibrated ranking must have the column predictedAccuracy, but %s has not", file);
  }

  @Test
  void calibrated_damaged_isOneSentence() throws IOException {
    Path file = folder.resolve("ranking.csv");
    String header = "rank,architecture,predictedAccuracy\n";
    assertDamaged(
        file,
        header + "1,a,1\n2,b,much\n",
        "predictedAccuracy in line 3 of %s must be a number, but is \"much\"");
    assertDamaged(
        file,
        header + "1,a,NaN\n",
        "predictedAccuracy in line 2 of %s must be a number, but is \"NaN\"");
    assertDamaged(
        file, header + "first,a,1\n", "rank in line 2 of %s must be a number, but is \"first\"");
    assertDamaged(file, header + "1,a,1,2\n", "line 2 of %s must have 3 cells, but has 4");
    assertDamaged(
        file,
        header + "\"a,1\n",
        "%s must be comma-separated values, but is not: (startline 2) EOF reached before encapsulated token finished");
  }

  private static void assertDamaged(Path file, String text, String message) throws IOException {
    Files.writeString(file, text);
    assertThatThrownBy(() -> RankingCsv.calibrated(file))
        .isInstanceOf(IOException.class)
        .hasMessage(message, file);
  }
}
