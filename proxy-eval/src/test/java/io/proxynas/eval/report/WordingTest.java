package io.proxynas.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.eval.stat.Interval;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class WordingTest {

  @Test
  void interval_eachKind_saysWhatIsDefined() {
    assertThat(Wording.interval(new Interval(0.834, 0.5, 0.951), 8)).isEqualTo("0.83 [0.50, 0.95]");
    assertThat(Wording.interval(Interval.unbounded(1), 8)).isEqualTo("1.00 [interval undefined]");
    assertThat(Wording.brief(Interval.unbounded(1), 8)).isEqualTo("1.00 [-, -]");
    assertThat(Wording.interval(Interval.UNDEFINED, 8)).isEqualTo("undefined");
  }

  @Test
  void interval_ofFewerThanEight_isTheValueAlone() {
    for (Interval interval : List.of(new Interval(0.834, 0.5, 0.951), Interval.unbounded(0.834))) {
      assertThat(Wording.interval(interval, 7)).isEqualTo("0.83");
      assertThat(Wording.brief(interval, 7)).isEqualTo("0.83");
    }
    assertThat(Wording.brief(Interval.UNDEFINED, 7)).isEqualTo("undefined");
  }

  @Test
  void seconds_anySize_areReadAtAGlance() {
    assertThat(Wording.seconds(0.0123)).isEqualTo("0.0123 s");
    assertThat(Wording.seconds(1.306)).isEqualTo("1.31 s");
    assertThat(Wording.seconds(9.999)).isEqualTo("10.0 s");
    assertThat(Wording.seconds(59.4)).isEqualTo("59 s");
    assertThat(Wording.seconds(59.6)).isEqualTo("1 min 0 s");
    assertThat(Wording.seconds(1000)).isEqualTo("16 min 40 s");
    assertThat(Wording.seconds(3599.7)).isEqualTo("1 h 0 min");
    assertThat(Wording.seconds(7500)).isEqualTo("2 h 5 min");
    assertThat(Wording.seconds(Double.NaN)).isEqualTo("undefined");
  }

  @Test
  void percent_halfAtTheLastPlace_roundsAsDecimalsDo() {
    assertThat(0.844 - 0.8345).isLessThan(0.0095);
    assertThat(Wording.points(0.844 - 0.8345)).isEqualTo("1.0 points");
    assertThat(Wording.points(0.8345 - 0.844)).isEqualTo("-1.0 points");
    assertThat(Wording.percent(0.8955)).isEqualTo("89.6 %");
    assertThat(Wording.points(Double.NaN)).isEqualTo("undefined");
  }

  @Test
  void twoPlaces_negativeZero_hasNoSign() {
    assertThat(Wording.twoPlaces(-0.0)).isEqualTo("0.00");
  }

  @Test
  void text_localeWithOtherDigits_isTheSame() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Wording.text("%d", 12)).isEqualTo("12");
      assertThat(Wording.percent(0.832)).isEqualTo("83.2 %");
      assertThat(Wording.count(80522)).isEqualTo("80,522");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void wrap_longText_breaksAtBlanks() {
    assertThat(Wording.wrap("aa bb  cc\ndd", 7, "  ")).containsExactly("  aa bb", "  cc dd");
  }

  @Test
  void wrap_wordLongerThanTheLine_isShortened() {
    assertThat(Wording.wrap("abcdefgh x", 6, " ")).containsExactly(" abcd…", " x");
  }

  @Test
  void add_wrongNumberOfCells_isRejected() {
    assertThatThrownBy(() -> new TextTable(1, "a", "b").add("1"))
        .hasMessage("a row must have 2 cells, but had 1");
  }
}
