package io.proxynas.eval.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.nas.calibrate.Score;
import io.proxynas.nas.calibrate.ScoreKind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresReadingTest {

  private static ScoresFile file(String... lines) {
    List<List<String>> cells =
        Arrays.stream(lines).map(line -> List.of(line.split(",", -1))).toList();
    return new ScoresFile(Path.of("s.csv"), cells.get(0), cells.subList(1, cells.size()));
  }

  private static ScoredCandidates read(String... lines) {
    return new ScoresReading("truth", List.of()).of(file(lines));
  }

  @Test
  void of_namesOfColumns_decideTheirKind() {
    ScoredCandidates candidates =
        read(
            "architecture,val_loss,proxyAccuracy,Params,flops,naswot,truth",
            "007,0.5,0.1,10,3,-Infinity,0.9",
            "008,0.25,0.2,30,2,inf,",
            "009,0.75,0.3,20,1,,0.8");
    assertThat(candidates.names()).containsExactly("007", "008", "009");
    assertThat(candidates.table().scores())
        .extracting(Score::kind)
        .containsExactly(
            ScoreKind.TRAINED,
            ScoreKind.TRAINED,
            ScoreKind.SIZE,
            ScoreKind.SIZE,
            ScoreKind.UNTRAINED);
    assertThat(candidates.table().scores().get(0).merits()).containsExactly(-0.5, -0.25, -0.75);
    assertThat(candidates.table().scores().get(4).merits())
        .containsExactly(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN);
    assertThat(candidates.truths()).containsExactly(0.9, Double.NaN, 0.8);
    assertThat(candidates.judged()).containsExactly(0, 2);
    assertThat(candidates.notes())
        .containsExactly("naswot is missing in 1 of 3 rows, which count as its middle");
  }

  @Test
  void of_textWithFewValues_isADecision() {
    ScoredCandidates candidates =
        read(
            "op,decision:width,status,hash,truth",
            "skip,8,measured,a1,1",
            "conv,16,measured,b2,2",
            "skip,8,measured,c3,4",
            "conv,8,measured,d4,3");
    assertThat(candidates.table().scores())
        .extracting(Score::name)
        .containsExactly("op=conv", "op=skip", "decision:width=16", "decision:width=8");
    assertThat(candidates.notes())
        .containsExactly(
            "status is not used: it is the same in all rows",
            "hash is not used: it is text with many values");
  }

  @Test
  void of_aLossAsTruth_isBetterWhereItIsLess() {
    ScoresReading reading = new ScoresReading("loss", List.of());
    ScoredCandidates candidates = reading.of(file("loss,a", "0.5,1", "0.25,3", "0.75,2"));
    assertThat(candidates.truths()).containsExactly(-0.5, -0.25, -0.75);
    assertThat(candidates.asInFile(-0.25)).isEqualTo(0.25);
    assertThat(candidates.names()).containsExactly("1", "2", "3");
  }

  @Test
  void of_ignoredColumns_arePassedOver() {
    ScoresReading reading = new ScoresReading("truth", List.of("full-*", "b"));
    ScoredCandidates candidates =
        reading.of(file("full-1,full-2:x,b,c,truth", "1,2,x,4,0.5", "2,1,3,5,0.7"));
    assertThat(candidates.table().scores()).extracting(Score::name).containsExactly("c");
  }

  @Test
  void of_noTruth_isRefused() {
    assertThatThrownBy(() -> read("a,b", "1,2"))
        .hasMessage("the truth must be a column of s.csv, which has a, b, but was \"truth\"");
    assertThatThrownBy(() -> read("a,truth", "1,", "2,nan"))
        .hasMessage("the truth truth must be there in some rows of s.csv, but is in none");
    assertThatThrownBy(() -> read("a,truth", "1,0.5", "2,0.5"))
        .hasMessage(
            "the truth truth must differ between rows of s.csv,"
                + " but is the same in all 2 that have it");
    assertThatThrownBy(() -> read("a,truth", "1,inf", "2,0.5"))
        .hasMessage("the truth truth must be finite, but is infinite in s.csv");
  }

  @Test
  void of_unusableColumns_areRefused() {
    assertThatThrownBy(() -> read("a,truth", "1,0.5", "x,0.6", "3,0.7"))
        .hasMessage("a must be a number in row 2 of s.csv, but was \"x\"");
    assertThatThrownBy(() -> read("a,truth", "1,good", "2,0.6"))
        .hasMessage("truth must be a number in row 1 of s.csv, but was \"good\"");
    assertThatThrownBy(() -> read("a,b,truth", "1,,0.5", "1,,0.6"))
        .hasMessage(
            "s.csv must have a column of scores beside truth that is not the same in all rows,"
                + " but has none");
    assertThatThrownBy(
            () -> new ScoresReading("truth", List.of("c*")).of(file("a,truth", "1,2", "3,4")))
        .hasMessage(
            "what is ignored must be a column of s.csv, which has a, truth, but was \"c*\"");
  }

  @Test
  void of_theTruthItself_isRefused() {
    assertThatThrownBy(() -> read("a,val_loss,truth", "1,-0.5,0.5", "2,-0.7,0.7"))
        .hasMessage(
            "a score must not be the truth itself,"
                + " but val_loss equals truth in all 2 rows that have both; ignore it");
    assertThatThrownBy(
            () -> read("a,truth", "9,1", "8,2", "7,3", "6,4", "5,5", "4,6", "3,7", "2,8", "1,"))
        .hasMessage(
            "a score must not be the truth itself,"
                + " but a is in the order of truth in all 8 rows that have both; ignore it");
    assertThat(read("a,truth", "1,1.5", "2,2.5", "3,3.5").judged()).hasSize(3); // few by chance
  }
}
