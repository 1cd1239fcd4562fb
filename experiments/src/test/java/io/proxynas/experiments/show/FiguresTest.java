package io.proxynas.experiments.show;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource({"0.012, +1.2", "-0.012, -1.2", "0.0004, 0.0", "-0.0004, 0.0", "-0.0005, -0.1"})
  void pointsHaveTheSignOfWhatIsShown(double difference, String shown) {
    assertThat(Figures.points(difference)).isEqualTo(shown);
  }

  @Test
  void whatIsUndefinedIsADash() {
    assertThat(Figures.points(Double.NaN)).isEqualTo("–");
    assertThat(Figures.percent(Double.NaN)).isEqualTo("–");
    assertThat(Figures.percent(0.832, Double.NaN)).isEqualTo("83.2");
    assertThat(Figures.percent(0.832, 0.003)).isEqualTo("83.2 ± 0.3");
  }
}
