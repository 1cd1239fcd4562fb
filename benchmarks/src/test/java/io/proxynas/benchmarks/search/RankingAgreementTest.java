package io.proxynas.benchmarks.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.benchmarks.search.RankingAgreement.Ranked;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.ParetoFront;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.nas.ranking.RankingCsv;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankingAgreementTest {

  /** The best first; accuracies fall by a tenth from 0.9. */
  private static List<Ranked> ranking(String... architectures) {
    return IntStream.range(0, architectures.length)
        .mapToObj(i -> new Ranked(architectures[i], 0.9 - 0.1 * i, 2))
        .toList();
  }

  private static final RankingAgreement AGREEMENT =
      new RankingAgreement(
          ranking("b", "only here", "a", "c", "d"), ranking("a", "b", "c", "only there", "d"));

  @Test
  void rho_isOfThePlacesAndTheAccuraciesOfThoseInBoth() {
    assertThat(AGREEMENT.candidates()).isEqualTo(4);
    // Places 2, 1, 3, 4 of a, b, c, d against 1, 2, 3, 4: Σd² = 2, ρ = 1 − 12/60.
    assertThat(AGREEMENT.rho()).isCloseTo(0.8, within(1e-12));
  }

  @Test
  void same_ofTheFirst_countsThoseInBothFirsts() {
    assertThat(IntStream.of(1, 2, 3, 4, 10).map(AGREEMENT::same)).containsExactly(0, 2, 3, 4, 4);
  }

  @Test
  void read_rankingOfARun_hasAccuraciesAndSeconds(@TempDir Path folder) throws IOException {
    Ranking ranking =
        Ranking.of(
            List.of(
                Tables.trained("00000001", 0.5, 1, 1),
                Tables.trained("00000002", 0.75, 1, 1),
                new Outcome.Failed(
                    Tables.trained("00000011", 0.5, 1, 1).architecture(),
                    "it diverged, at once",
                    Duration.ofSeconds(9))));
    RankingCsv.write(ranking, ParetoFront.NONE, folder.resolve("ranking.csv"));

    List<Ranked> read = RankingAgreement.read(folder);

    assertThat(read)
        .containsExactly(new Ranked("00000002", 0.75, 1), new Ranked("00000001", 0.5, 1));
    assertThat(RankingAgreement.seconds(read)).isEqualTo(2);
  }

  /** As the lower rungs of a halved run by the training loss. */
  @Test
  void read_withoutAccuracies_hasThePlaces(@TempDir Path folder) throws IOException {
    Outcome.Trained one = Tables.trained("00000001", 0.5, 1, 1);
    CandidateScores unscored =
        one.scores().with(s -> s.validationAccuracy(Double.NaN).validationLoss(Double.NaN));
    Ranking ranking =
        Ranking.of(List.of(new Outcome.Trained(one.architecture(), unscored, one.duration())));
    RankingCsv.write(ranking, ParetoFront.NONE, folder.resolve("ranking.csv"));

    assertThat(RankingAgreement.read(folder))
        .containsExactly(new Ranked("00000001", Double.NaN, 1));
  }
}
