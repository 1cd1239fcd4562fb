package io.proxynas.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.experiments.paper.TinyData;
import io.proxynas.nas.candidate.NetworkSize;
import io.proxynas.train.Recipe;
import io.proxynas.train.data.Split;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StudyEffortTest {

  private static final Split SPLIT = Split.of(TinyData.data().train(), 0.2, new Seed(1));
  private static final Recipe RECIPE = new Recipe(5, 25, 0.01, 0.9, 0, Optional.empty());
  private static final List<Architecture> CANDIDATES =
      Stream.of(8, 32, 4, 16).map(StudyEffortTest::net).toList();

  private static Architecture net(int width) {
    return new ConvNet(
        1, width, ConvNet.Activation.RELU, ConvNet.Normalization.NONE, ConvNet.Pooling.AVERAGE);
  }

  private static double flops(Architecture architecture) {
    return NetworkSize.of(
            architecture.configuration(SPLIT.train().shape(), 3, 1), SPLIT.train().shape())
        .flops();
  }

  @Test
  void training_isTheWorkOfAllCandidates() {
    Effort effort = new StudyEffort(SPLIT, RECIPE, CANDIDATES).training(List.of(3, 96));
    double images = 3.0 * 5 * (3 + 96) + 2 * 24; // forward and back, and the scoring of each
    double expected = images * CANDIDATES.stream().mapToDouble(StudyEffortTest::flops).sum();
    double sum = effort.passes().stream().mapToDouble(Effort.Passes::flops).sum();
    assertThat(sum).isCloseTo(expected, within(1e-9 * expected));
    assertThat(effort.passes()).hasSize(3);
    assertThat(effort.passes().get(2).architecture()).isEqualTo(net(32));
    assertThat(effort.passes().stream().mapToInt(Effort.Passes::tasks).sum()).isEqualTo(8);
  }

  @Test
  void training_ofSomeCandidates_isTheirShare() {
    StudyEffort study = new StudyEffort(SPLIT, RECIPE, CANDIDATES);
    double all = study.training(List.of(96)).passes().get(1).images();
    assertThat(study.training(List.of(96), 2).passes().get(1).images()).isEqualTo(all / 2);
  }

  @Test
  void training_onNothing_isNone() {
    assertThat(new StudyEffort(SPLIT, RECIPE, CANDIDATES).training(List.of()))
        .isEqualTo(Effort.NONE);
  }
}
