package io.proxynas.nas.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.space.ConvNetSpace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CalibratedMeritTest {

  private static final ConvNetSpace SPACE = new ConvNetSpace(List.of(1, 2), List.of(4, 8));

  /** Accuracy on the proxy tells the opposite of the truth; NASWOT tells it. */
  private static List<Outcome.Trained> candidates(int count) {
    List<Architecture> networks = SPACE.architectures().limit(count).toList();
    List<Outcome.Trained> candidates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int order = i * 7 % count;
      CandidateScores scores =
          new CandidateScores(1 - order / 100.0, 1, 1, 10, 10)
              .withFree(Map.of(FreeScore.NASWOT, (double) order));
      candidates.add(new Outcome.Trained(networks.get(i), scores, Duration.ZERO));
    }
    return candidates;
  }

  private static double truth(Outcome.Trained candidate) {
    return candidate.scores().free().get(FreeScore.NASWOT) / 100;
  }

  private static CalibratedMerit fitted(List<Outcome.Trained> known, int truths) {
    Map<Architecture, Double> taught = new LinkedHashMap<>();
    known.stream().limit(truths).forEach(c -> taught.put(c.architecture(), truth(c)));
    return new CalibratedMerit(CalibratedRanking.DEFAULT, SPACE, known, taught);
  }

  @Test
  void of_whatIsKnown_isThePrediction_andLearnsWhichScoreToTrust() {
    List<Outcome.Trained> known = candidates(40);

    CalibratedMerit merit = fitted(known, 16);

    assertThat(merit.truths()).isEqualTo(16);
    Outcome.Trained best = known.stream().filter(c -> truth(c) == 0.39).findAny().orElseThrow();
    Outcome.Trained worst = known.stream().filter(c -> truth(c) == 0).findAny().orElseThrow();
    assertThat(merit.of(best)).isGreaterThan(merit.of(worst) + 0.1);
    assertThat(merit.predictions().get(best.architecture()).accuracy()).isEqualTo(merit.of(best));
    assertThat(merit.predictions()).hasSize(40);
    assertThat(merit.listensTo().values().stream().mapToDouble(share -> share).sum())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void of_oneThatWasNotKnown_isAsIfItHadBeenThere_andDoesNotDependOnOthers() {
    List<Outcome.Trained> all = candidates(42);
    List<Outcome.Trained> known = all.subList(0, 40);

    CalibratedMerit one = fitted(known, 16);
    CalibratedMerit other = fitted(known, 16);
    double first = one.of(all.get(40));
    one.of(all.get(41));
    other.of(all.get(41));

    assertThat(other.of(all.get(40))).isEqualTo(first);
    assertThat(first).isCloseTo(truth(all.get(40)), within(0.1));
  }

  @Test
  void next_neverChoosesWhatIsKnown() {
    List<Outcome.Trained> known = candidates(30);

    List<Architecture> next = fitted(known, 10).next(ImprovementPerCost.DEFAULT);

    assertThat(next).hasSize(20).doesNotHaveDuplicates();
    assertThat(known.subList(0, 10)).noneMatch(c -> next.contains(c.architecture()));
  }

  @Test
  void predictions_ofFewerTruthsThanAreFitted_areNone() {
    List<Outcome.Trained> known = candidates(30);

    CalibratedMerit prior = fitted(known, 5);

    assertThat(prior.isFitted()).isFalse();
    assertThat(prior.truths()).isEqualTo(5);
    assertThat(prior.predictions()).isEmpty();
    assertThat(fitted(known, 6).isFitted()).isTrue();
    assertThat(fitted(known, 6).predictions()).hasSize(30);
  }
}
