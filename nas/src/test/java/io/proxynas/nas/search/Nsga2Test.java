package io.proxynas.nas.search;

import static io.proxynas.nas.ranking.Objective.ACCURACY;
import static io.proxynas.nas.ranking.Objective.PARAMETERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.nas.ranking.ParetoFront;
import io.proxynas.nas.ranking.Ranking;
import java.util.List;
import org.junit.jupiter.api.Test;

class Nsga2Test extends SearchContract {

  @Override
  Search search() {
    return new Nsga2(List.of(ACCURACY, PARAMETERS));
  }

  /** The area that a front dominates, below 250,000 parameters and above no accuracy. */
  private static double hypervolume(Ranking ranking) {
    ParetoFront front = ParetoFront.of(ranking, List.of(ACCURACY, PARAMETERS));
    double area = 0;
    double bound = 250_000;
    for (var candidate : front.candidates()) { // by falling accuracy, so by falling parameters
      double parameters = Math.min(bound, candidate.scores().parameters());
      area += (bound - parameters) * candidate.scores().validationAccuracy();
      bound = parameters;
    }
    return area / 250_000;
  }

  private static double meanHypervolume(Search search, int candidates) {
    double sum = 0;
    for (int seed = 0; seed < 20; seed++) {
      sum += hypervolume(StructuredScores.run(search, candidates, seed).ranking());
    }
    return sum / 20;
  }

  @Test
  void run_onStructuredScores_dominatesMoreThanRandomSearch() {
    double whole = hypervolume(StructuredScores.run(new ExhaustiveSearch(), 720, 1).ranking());
    for (int candidates : new int[] {64, 128, 256}) {
      double missed = whole - meanHypervolume(search(), candidates);
      double byChance = whole - meanHypervolume(new RandomSearch(), candidates);
      assertThat(missed).as("%d candidates", candidates).isLessThan(0.75 * byChance);
    }
  }

  @Test
  void new_withBadSettings_saysRuleAndValue() {
    assertThatThrownBy(() -> new Nsga2(List.of(ACCURACY)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nsga2 must have at least 2 different objectives, but had [accuracy]");
    assertThatThrownBy(() -> new Nsga2(List.of(ACCURACY, ACCURACY)))
        .hasMessage(
            "nsga2 must have at least 2 different objectives, but had [accuracy, accuracy]");
    assertThatThrownBy(() -> new Nsga2(3, 0.9, List.of(ACCURACY, PARAMETERS)))
        .hasMessage("population must be at least 4, but was 3");
    assertThatThrownBy(() -> new Nsga2(4, Double.NaN, List.of(ACCURACY, PARAMETERS)))
        .hasMessage("crossover must be in [0, 1], but was NaN");
  }
}
