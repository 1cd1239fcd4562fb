package io.proxynas.benchmarks.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PlannedKillTest {

  private static final Reference REFERENCE =
      new Reference(20, new Marks(Map.of("a", 0, "b.jsonl", 5)), new Results(Map.of()));

  private static List<PlannedKill> draw(long seed) {
    RandomGenerator random = new Seed(seed).generator();
    List<PlannedKill> kills = new ArrayList<>();
    while (kills.size() < 4000) {
      kills.addAll(PlannedKill.draw(random, REFERENCE));
    }
    return kills;
  }

  private static double share(List<PlannedKill> kills, Predicate<PlannedKill> of) {
    return kills.stream().filter(of).count() / (double) kills.size();
  }

  @Test
  void draw_hasTheSharesThatItPromises() {
    List<PlannedKill> kills = draw(3);

    assertThat(share(kills, kill -> kill.signal() == Signal.KILL)).isBetween(0.47, 0.53);
    assertThat(share(kills, kill -> kill.signal() == Signal.INT)).isBetween(0.22, 0.28);
    assertThat(share(kills, kill -> kill.moment() instanceof Moment.At)).isBetween(0.22, 0.28);
    // A quarter, and the 3 in 20 of the half that is anywhere.
    assertThat(
            share(
                kills, kill -> kill.moment() instanceof Moment.After after && after.seconds() < 3))
        .isBetween(0.29, 0.36);
  }

  @Test
  void draw_ofTheSameSeed_isTheSame() {
    assertThat(draw(5)).isEqualTo(draw(5)).isNotEqualTo(draw(6));
  }

  @Test
  void mark_ofAFileThatGrows_isOneOfItsLines() {
    assertThat(draw(1))
        .extracting(PlannedKill::moment)
        .filteredOn(Moment.At.class::isInstance)
        .allSatisfy(
            moment -> {
              Moment.At at = (Moment.At) moment;
              assertThat(at.lines())
                  .isBetween(at.file().equals("a") ? 0 : 1, at.file().equals("a") ? 0 : 5);
            });
  }
}
