package io.proxynas.benchmarks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A few cases of each reader, always the same ones; {@code benchmarks/fuzz} takes others. */
class FuzzTest {

  private static final Path FINDINGS = Path.of("target", "findings");

  @TempDir Path folder;

  static List<String> readers() {
    return Targets.all().stream().map(Target::name).toList();
  }

  private static Target target(String reader) {
    return Targets.all().stream().filter(t -> t.name().equals(reader)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("readers")
  void read_damagedFiles_areReadOrRefusedInOneSentence(String reader)
      throws IOException, InterruptedException {
    Target target = target(reader);
    Campaign campaign = new Campaign(20, folder);
    Campaign.Result whole = campaign.take(target, 0);
    assertThat(whole.finding()).as("the whole file").isEmpty();
    assertThat(whole.refused()).as("whether the whole file is refused").isFalse();

    List<String> findings = new ArrayList<>();
    for (int number = 1; number <= target.cases(); number++) {
      Optional<Finding> finding = campaign.take(target, number).finding();
      if (finding.isPresent()) {
        findings.add(finding.get().text() + ", in " + finding.get().save(FINDINGS));
      }
    }
    assertThat(findings).isEmpty();
  }
}
