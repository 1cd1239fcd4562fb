package io.proxynas.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.condense.embed.NetworkQueue;
import io.proxynas.condense.method.CharacteristicFunctionMatching;
import io.proxynas.condense.method.DistributionMatching;
import io.proxynas.condense.method.GradientMatching;
import io.proxynas.condense.method.ImprovedDistributionMatching;
import io.proxynas.condense.method.MultiFormationMatching;
import io.proxynas.engine.Network;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The operations that the table of peers divides by the seconds. */
class MeasuredWorkTest {

  private static final Subject SUBJECT = Subject.convNet(4, Normalization.NONE);

  /** 4 filters of 3x3 on 32x32 of 1 channel, two a multiply-add. */
  private static final long FIRST = 2 * 4 * 9 * 32 * 32;

  /** 4 filters of 3x3 each on 16x16 and 8x8 of 4 channels. */
  private static final long LATER = 2 * 4 * 9 * 4 * (16 * 16 + 8 * 8);

  /** ReLU and pooling read the values of each of the three blocks. */
  private static final long ELEMENTWISE = 2 * 4 * (32 * 32 + 16 * 16 + 8 * 8);

  /** From 4x4x4 to 10 classes. */
  private static final long DENSE = 2 * 64 * 10;

  private static final long FORWARD = FIRST + LATER + ELEMENTWISE + DENSE;

  static Stream<Subject> subjects() {
    return Stream.of(SUBJECT, Subject.invertedResidualNet());
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void firstFlops_areThoseOfTheFirstConvolution(Subject subject) {
    try (Network network = subject.compile()) {
      assertThat(
              network.program().instructions().get(0).operation().flops(List.of(network.input())))
          .isEqualTo(subject.firstFlops());
    }
  }

  @Test
  void flops_ofAnEpoch_areThreePassesLessTheGradientOfThePixels() {
    try (TrainingEpoch epoch = new TrainingEpoch(SUBJECT, 256)) {
      assertThat(epoch.flops()).isEqualTo(512 * (3 * FORWARD - FIRST));
    }
  }

  @Test
  void flops_ofInference_areAPassAnImage() {
    try (Inference inference = new Inference(SUBJECT, 6, 3)) {
      assertThat(inference.flops()).isEqualTo(6 * FORWARD);
    }
  }

  @Test
  void embeddingFlops_leaveOutTheLastLayer() {
    assertThat(CondensationIteration.embeddingFlops(SUBJECT)).isEqualTo(FORWARD - DENSE);
  }

  @Test
  void passes_ofMatching_areOneOfARealAndTwoOfASyntheticImage() {
    // 10 classes of 256 real images; and of 4 images each of 10 mosaics.
    assertThat(CondensationIteration.matching(DistributionMatching.Settings.PAPER, 50))
        .isEqualTo(10 * (256 + 2 * 50));
    assertThat(CondensationIteration.matching(ImprovedDistributionMatching.PAPER, 40))
        .isEqualTo(10 * (256 + 2 * 40));
  }

  @Test
  void settings_ofEveryIteration_canBe() {
    Stream.of(
            DistributionMatching.Settings.PAPER,
            MultiFormationMatching.PAPER,
            CharacteristicFunctionMatching.Settings.PAPER.matching(),
            ImprovedDistributionMatching.PAPER)
        .forEach(
            paper ->
                assertThat(CondensationIteration.endless(paper).iterations())
                    .isGreaterThan(100_000));
    assertThat(CondensationIteration.endless(GradientMatching.Settings.PAPER).iterations())
        .isGreaterThan(100_000);
  }

  @Test
  void passes_ofTheQueue_areThreeOfATrainingImage() {
    NetworkQueue queue = (NetworkQueue) ImprovedDistributionMatching.PAPER.embeddings();
    // Two networks, ten steps of 256 images.
    assertThat(CondensationIteration.training(queue)).isEqualTo(3 * 2 * 10 * 256);
  }

  @Test
  void passes_ofGradientMatching_areThreeOfARealAndNineOfASyntheticImage() {
    assertThat(CondensationIteration.gradientMatching(GradientMatching.Settings.PAPER, 10))
        .isEqualTo(10 * (3 * 256 + 9 * 10));
  }

  /** Work that was done so often. */
  private static final class Counting implements MeasuredWork {
    private final int result;
    private int rounds;

    Counting(int result) {
      this.result = result;
    }

    @Override
    public long parameters() {
      return 7;
    }

    @Override
    public long flops() {
      return 100;
    }

    @Override
    public double round() {
      rounds++;
      return result;
    }

    @Override
    public void close() {
      rounds = -1;
    }
  }

  @Test
  void sideBySide_isTheWorkOfBothAndTheParametersOfOne() throws InterruptedException {
    List<Counting> parts = List.of(new Counting(2), new Counting(4));
    var next = parts.iterator();
    try (SideBySide both = new SideBySide(next::next)) {
      assertThat(both.parameters()).isEqualTo(7);
      assertThat(both.flops()).isEqualTo(200);
      assertThat(both.round()).isEqualTo(3);
      assertThat(parts).extracting(part -> part.rounds).containsExactly(1, 1);
    }
    assertThat(parts).extracting(part -> part.rounds).containsExactly(-1, -1);
  }
}
