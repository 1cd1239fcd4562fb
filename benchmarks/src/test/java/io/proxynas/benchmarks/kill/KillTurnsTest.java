package io.proxynas.benchmarks.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which jobs a campaign of kills takes. */
class KillTurnsTest {

  @Test
  void turns_names_areThoseJobs() {
    assertThat(Kill.turns(List.of("search", "condense:3"))).hasSize(2);
    assertThat(Kill.turns(List.of())).hasSameSizeAs(Jobs.all());
  }

  @Test
  void turns_unknownName_isRefusedRatherThanCalledClean() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Kill.turns(List.of("search", "reserch:3")))
        .withMessageMatching("jobs must be of \\[.*search.*], but were \\[search, reserch:3]");
  }
}
