package io.proxynas.eval.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Ranking;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StratifiedSampleTest {

  private static final Seed SEED = new Seed(1);

  private static List<Integer> numbers(List<Outcome.Trained> candidates) {
    return candidates.stream().map(c -> Candidates.number(c.architecture())).toList();
  }

  @Test
  void of_hundredCandidates_drawsOneFromEachStratum() {
    List<Integer> drawn =
        numbers(StratifiedSample.of(Candidates.ranking(100), 10, 0, SEED).random());
    assertThat(drawn).hasSize(10);
    for (int i = 0; i < 10; i++) {
      assertThat(drawn.get(i)).isBetween(10 * i + 1, 10 * i + 10);
    }
  }

  @Test
  void of_unevenStrata_coverEveryPlace() {
    // 7 candidates in 3 strata: places 1-2, 3-4, 5-7; each is drawn for some seed
    int[] drawn = new int[8];
    int trials = 3000;
    for (int seed = 0; seed < trials; seed++) {
      numbers(StratifiedSample.of(Candidates.ranking(7), 3, 0, new Seed(seed)).random())
          .forEach(number -> drawn[number]++);
    }
    assertThat(drawn[1] + drawn[2]).isEqualTo(trials);
    assertThat(drawn[3] + drawn[4]).isEqualTo(trials);
    assertThat(drawn[1] / (double) trials).isCloseTo(1 / 2.0, within(0.05));
    assertThat(drawn[6] / (double) trials).isCloseTo(1 / 3.0, within(0.05));
  }

  @Test
  void of_top_isTheFirstOfTheRanking() {
    assertThat(numbers(StratifiedSample.of(Candidates.ranking(50), 12, 3, SEED).top()))
        .containsExactly(1, 2, 3);
  }

  @Test
  void ofRun_whatTaught_isNeitherDrawnNorInTheTop() {
    Ranking ranking = Candidates.ranking(40);
    Set<String> taught = new TreeSet<>();
    for (int place : new int[] {0, 9, 20, 39}) {
      taught.add(ranking.trained().get(place).architecture().id());
    }
    boolean[] drawn = new boolean[41];
    for (int seed = 0; seed < 300; seed++) {
      StratifiedSample sample = StratifiedSample.ofRun(ranking, 12, taught, new Seed(seed));
      assertThat(numbers(sample.top())).containsExactly(2, 3, 4);
      assertThat(numbers(sample.taught())).containsExactly(1, 10, 21, 40);
      numbers(sample.random()).forEach(number -> drawn[number] = true);
    }
    for (int number = 1; number <= 40; number++) {
      assertThat(drawn[number]).isEqualTo(!List.of(1, 10, 21, 40).contains(number));
    }
  }

  @Test
  void of_sameSeed_isEqual() {
    Ranking ranking = Candidates.ranking(200);
    assertThat(StratifiedSample.of(ranking, 12, 3, SEED))
        .isEqualTo(StratifiedSample.of(ranking, 12, 3, SEED))
        .isNotEqualTo(StratifiedSample.of(ranking, 12, 3, new Seed(2)));
  }

  @Test
  void of_fewerCandidatesThanStrata_takesAll() {
    StratifiedSample sample = StratifiedSample.of(Candidates.ranking(5), 12, 8, SEED);
    assertThat(numbers(sample.random())).containsExactly(1, 2, 3, 4, 5);
    assertThat(numbers(sample.top())).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void of_emptyRanking_isEmpty() {
    StratifiedSample sample = StratifiedSample.of(Candidates.ranking(0), 12, 3, SEED);
    assertThat(sample.random()).isEmpty();
    assertThat(sample.architectures()).isEmpty();
  }

  @Test
  void architectures_candidateInBothParts_isOnce() {
    StratifiedSample sample = StratifiedSample.of(Candidates.ranking(5), 5, 2, SEED);
    assertThat(sample.architectures()).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void of_negativeStrata_isRejected() {
    assertThatThrownBy(() -> StratifiedSample.of(Candidates.ranking(5), -1, 3, SEED))
        .hasMessage("strata must be at least 0, but was -1");
  }

  @Test
  void of_negativeTop_isRejected() {
    assertThatThrownBy(() -> StratifiedSample.of(Candidates.ranking(5), 3, -1, SEED))
        .hasMessage("the top must be at least 0, but was -1");
  }
}
