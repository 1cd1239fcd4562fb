package io.proxynas.nas.evaluate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.train.TrainedBy;
import io.proxynas.nas.score.FreeScore;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoresTest {

  @Test
  void new_withImpossibleValues_saysRuleAndValue() {
    assertThatThrownBy(() -> new Scores(1.5, 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("validation accuracy must be in [0, 1], but was 1.5");
    assertThatThrownBy(() -> new Scores(Double.NaN, 1, 1, 1, 1))
        .hasMessage("validation accuracy must be in [0, 1], but was NaN");
    assertThatThrownBy(() -> new Scores(1, Double.NaN, 1, 1, 1))
        .hasMessage("validation loss must be a finite number, but was NaN");
    assertThatThrownBy(() -> new Scores(1, 1, Double.POSITIVE_INFINITY, 1, 1))
        .hasMessage("training loss must be a finite number, but was Infinity");
    assertThatThrownBy(() -> new Scores(1, 1, 1, -1, 1))
        .hasMessage("parameters must be at least 0, but was -1");
    assertThatThrownBy(() -> new Scores(1, 1, 1, 1, -2))
        .hasMessage("FLOPs must be at least 0, but was -2");
    assertThatThrownBy(() -> new Scores(1, 1, 1, Double.NaN, 1, 1, TrainedBy.ENGINE))
        .hasMessage("the area under the learning curve must be a finite number, but was NaN");
    Scores scores = new Scores(1, 1, 1, 1, 1);
    assertThatThrownBy(() -> scores.withFree(Map.of(FreeScore.SYNFLOW, Double.NaN)))
        .hasMessage("synflow must be a number or −∞, but was NaN");
    assertThatThrownBy(() -> new Scores.Spread(0, 0))
        .hasMessage("training seeds must be at least 1, but were 0");
    assertThatThrownBy(() -> new Scores.Spread(2, Double.NaN))
        .hasMessage("a standard deviation must be at least 0, but was NaN");
  }
}
