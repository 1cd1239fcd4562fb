package io.proxynas.condense.coreset;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.condense.set.Condenser;
import java.util.List;
import org.junit.jupiter.api.Test;

class HerdingTest {

  private static final Condenser CONDENSER = new Herding(Coresets.NETWORK, 2);

  /** By hand: the mean is (1.8, 2); after E the mean of two is nearest with B (or D, later). */
  @Test
  void choose_square_keepsTheRunningMeanNearTheMean() {
    assertThat(Herding.choose(Coresets.SQUARE, 4)).containsExactly(4, 1, 2, 3);
  }

  @Test
  void choose_pointsOfTheOracle_areThoseOfTheDefinition() {
    for (Coresets.Golden golden : Coresets.golden("herding")) {
      assertThat(Herding.choose(golden.features(), golden.chosen().length))
          .containsExactly(golden.chosen());
    }
  }

  @Test
  void choose_permutedPoints_areTheSamePoints() {
    Features features = Coresets.golden("herding").get(1).features();
    List<double[]> chosen = Coresets.rows(features, Herding.choose(features, 15));
    for (int seed = 0; seed < 5; seed++) {
      Features permuted = Coresets.permuted(features, seed);

      assertThat(Coresets.rows(permuted, Herding.choose(permuted, 15)))
          .usingRecursiveComparison()
          .isEqualTo(chosen);
    }
  }

  @Test
  void choose_equalPoints_areChosenOnceEach() {
    assertThat(Herding.choose(new Features(new float[8], 2), 4))
        .containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void condense_result_isOfRealImages() throws InterruptedException {
    assertThat(Coresets.images(Coresets.REAL))
        .containsAll(Coresets.images(Coresets.condense(CONDENSER)));
    assertThat(Coresets.images(Coresets.condense(CONDENSER))).hasSize(12);
  }

  @Test
  void configuration_namesWhatTheChoiceDependsOn() {
    assertThat(CONDENSER.configuration())
        .containsEntry("network", "convnet-d1-w4-relu-none-max")
        .containsEntry("recipe", Coresets.NETWORK.recipe().toString())
        .hasSize(2);
  }
}
