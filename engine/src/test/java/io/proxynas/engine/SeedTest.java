package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedTest {

  @Test
  void child_samePath_sameSeed() {
    assertThat(new Seed(1).child("a").child(2)).isEqualTo(new Seed(1).child("a").child(2));
    assertThat(new Seed(0).child("a").generator().nextLong())
        .isEqualTo(new Seed(0).child("a").generator().nextLong());
  }

  @Test
  void child_differentPaths_differ() {
    Set<Seed> seeds = new HashSet<>();
    for (long root = -2; root <= 2; root++) {
      for (String name : new String[] {"weights", "data order", ""}) {
        seeds.add(new Seed(root).child(name));
      }
      for (long index = 0; index < 1000; index++) {
        seeds.add(new Seed(root).child(index));
        seeds.add(new Seed(root).child("weights").child(index));
      }
    }
    assertThat(seeds).hasSize(5 * (3 + 2000));
  }

  @Test
  void generator_ofNeighbours_isUncorrelated() {
    double sum = 0;
    int pairs = 10_000;
    for (int i = 0; i < pairs; i++) {
      double a = new Seed(3).child(i).generator().nextDouble() - 0.5;
      double b = new Seed(3).child(i + 1).generator().nextDouble() - 0.5;
      sum += 12 * a * b;
    }
    // The mean of n products of independent uniform values has deviation 1/√n.
    assertThat(Math.abs(sum / pairs)).isLessThan(4 / Math.sqrt(pairs));
  }
}
