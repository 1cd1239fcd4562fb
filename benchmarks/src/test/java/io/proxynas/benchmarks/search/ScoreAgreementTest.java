package io.proxynas.benchmarks.search;

import static io.proxynas.benchmarks.search.Tables.trained;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreAgreementTest {

  private static final Merits FIRST =
      Merits.of(
          List.of(
              trained("00000001", 0.1, 0.4, 40),
              trained("00000002", 0.2, 0.3, 10),
              trained("00000011", 0.3, 0.1, 20),
              trained("00000012", 0.4, 0.2, 30)));

  /** The same list in another order. */
  private static final Merits SECOND =
      Merits.of(
          List.of(
              trained("00000012", 0.3, 0.1, 30),
              trained("00000001", 0.2, 0.2, 40),
              trained("00000011", 0.4, 0.3, 20),
              trained("00000002", 0.1, 0.4, 10)));

  @Test
  void correlations_areWithTheAccuracyOfEachRunAndBetweenThem() {
    ScoreAgreement agreement = new ScoreAgreement(FIRST, SECOND);
    // By network, ranks of the accuracy in the first run 1, 2, 3, 4 and in the second 2, 1, 4, 3.
    assertThat(agreement.correlations("accuracy"))
        .containsExactly(new double[] {1, 1, 0.6}, within(1e-12));
    // Of the turned losses 1, 2, 4, 3 and 3, 1, 2, 4: Σd² is 2, 6 and 10.
    assertThat(agreement.correlations("validation-loss"))
        .containsExactly(new double[] {0.8, 0.4, 0}, within(1e-12));
    // FLOPs do not change from run to run: ranks 4, 1, 2, 3.
    assertThat(agreement.correlations("flops"))
        .containsExactly(new double[] {-0.2, 0.2, 1}, within(1e-12));
  }

  @Test
  void new_listsThatDiffer_areRefused() {
    Merits other = Merits.of(List.copyOf(FIRST.candidates().subList(0, 3)));
    for (Merits[] pair : new Merits[][] {{FIRST, other}, {other, FIRST}}) {
      assertThatThrownBy(() -> new ScoreAgreement(pair[0], pair[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the two folders must rank the same list");
    }
  }
}
