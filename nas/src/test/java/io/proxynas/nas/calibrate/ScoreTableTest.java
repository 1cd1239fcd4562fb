package io.proxynas.nas.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreTableTest {

  private static Score score(String name, double... merits) {
    return Tables.score(name, ScoreKind.SIZE, merits);
  }

  @Test
  void candidates_isTheLengthOfEachScore() {
    assertThat(new ScoreTable(List.of(score("a", 1, 2, Double.NaN))).candidates()).isEqualTo(3);
  }

  @Test
  void new_badScores_areRefused() {
    assertThatThrownBy(() -> new ScoreTable(List.of()))
        .hasMessage("a table must have at least one score, but has none");
    assertThatThrownBy(() -> new ScoreTable(List.of(score("a", 1, 2), score("b", 1))))
        .hasMessage("all scores must be of 2 candidates, but b has 1");
    assertThatThrownBy(() -> new ScoreTable(List.of(score("a", 1), score("a", 1))))
        .hasMessage("each score must have another name, but a is there twice");
    assertThatThrownBy(() -> score(" ", 1)).hasMessage("the name of a score must not be blank");
  }

  @Test
  void decisions_areOneHot() {
    assertThat(Score.decisions("op", List.of("skip", "conv", "skip")))
        .containsExactly(
            Tables.score("op=conv", ScoreKind.DECISION, 0, 1, 0),
            Tables.score("op=skip", ScoreKind.DECISION, 1, 0, 1));
    assertThat(Score.decisions("op", List.of("skip", "skip"))).isEmpty();
  }

  @Test
  void newObservations_badOnes_areRefused() {
    assertThatThrownBy(() -> new Observations(List.of(1), List.of()))
        .hasMessage("each observed candidate must have one truth, but 1 candidates have 0 truths");
    assertThatThrownBy(() -> new Observations(List.of(1, 1), List.of(0.5, 0.6)))
        .hasMessage("each candidate must be observed once, but the candidates are [1, 1]");
    assertThatThrownBy(() -> new Observations(List.of(1), List.of(Double.NaN)))
        .hasMessage("a truth must be finite, but was NaN");
  }

  @Test
  void newPrediction_otherLengths_isRefused() {
    assertThatThrownBy(() -> new Prediction.Normal(List.of(0.5), List.of()))
        .hasMessage("each mean must have a deviation, but 1 means have 0 deviations");
    Prediction.Normal one = new Prediction.Normal(List.of(0.5), List.of(0.1));
    Prediction.Normal none = new Prediction.Normal(List.of(), List.of());
    assertThatThrownBy(() -> new Prediction(one, none, Map.of()))
        .hasMessage(
            "each candidate must have a truth on both scales, but 1 have one and 0 the other");
  }
}
