package io.proxynas.experiments.replay.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeanRegretTest {

  private static final Track FIRST =
      new Track(1, List.of(new Track.Step(1, 1, 1, 0.5), new Track.Step(1, 5, 5, 0)));
  private static final Track SECOND =
      new Track(1, List.of(new Track.Step(2, 1, 1, 0.25), new Track.Step(2, 9, 9, 0.25)));

  private static MeanRegret mean(double factor) {
    return new MeanRegret(List.of(FIRST, SECOND), step -> step.seconds(factor));
  }

  @Test
  void at_isTheMeanOfStepFunctions() {
    MeanRegret mean = mean(1);
    assertThat(mean.first()).isEqualTo(2);
    assertThat(mean.last()).isEqualTo(11);
    assertThat(mean.at(1.9, new Seed(1)).value()).isEqualTo(1);
    assertThat(mean.at(2, new Seed(1)).value()).isEqualTo(0.75);
    assertThat(mean.at(3, new Seed(1)).value()).isEqualTo(0.375);
    assertThat(mean.at(100, new Seed(1)).value()).isEqualTo(0.125);
  }

  @Test
  void to_isWhenTheMeanIsThereFirst() {
    assertThat(mean(1).to(0.75, new Seed(1)).value()).isEqualTo(2);
    assertThat(mean(1).to(0.3, new Seed(1)).value()).isEqualTo(6);
    assertThat(mean(10).to(0.3, new Seed(1)).value()).isEqualTo(51);
    assertThat(mean(1).to(0.1, new Seed(1)).value()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void to_ofAChoiceThatIsGivenUp_isWhenItStays() {
    Track late =
        new Track(
            1,
            List.of(
                new Track.Step(0, 1, 1, 0.25),
                new Track.Step(0, 2, 2, 0.5),
                new Track.Step(0, 4, 4, 0.125)));
    MeanRegret mean = new MeanRegret(List.of(late), step -> step.seconds(1));
    assertThat(mean.to(0.3, new Seed(1)).value()).isEqualTo(4);
    assertThat(mean.to(0.5, new Seed(1)).value()).isEqualTo(1);
  }

  @Test
  void intervals_areThoseOfResampledRuns() {
    // of two runs, a quarter of the resamples have one of them twice
    assertThat(mean(1).at(100, new Seed(1)).low()).isCloseTo(0, within(1e-12));
    assertThat(mean(1).at(100, new Seed(1)).high()).isCloseTo(0.25, within(1e-12));
    assertThat(mean(1).to(0.1, new Seed(1)).low()).isEqualTo(6);
    assertThat(mean(1).to(0.3, new Seed(1)).high()).isEqualTo(6);
  }
}
