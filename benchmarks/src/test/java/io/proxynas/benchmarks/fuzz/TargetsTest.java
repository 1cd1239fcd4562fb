package io.proxynas.benchmarks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which readers an attack takes. */
class TargetsTest {

  @Test
  void of_names_areThoseReaders() {
    assertThat(Targets.of(List.of("proxy", "pt"))).hasSize(2);
    assertThat(Targets.of(List.of())).hasSameSizeAs(Targets.all());
  }

  @Test
  void of_unknownName_isRefusedRatherThanCalledClean() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Targets.of(List.of("pt", "tp")))
        .withMessageMatching("readers must be of \\[.*pt.*], but were \\[pt, tp]");
  }
}
