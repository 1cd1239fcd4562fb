package io.proxynas.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.nas.space.nasbench201.NasBench201Space;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandidatesTest {

  @Test
  void drawn_more_beginsWithTheFewer() {
    List<Architecture> many = CandidateTask.drawn(NasBench201Space.BENCHMARK, 20);

    assertThat(many).doesNotHaveDuplicates().hasSize(20);
    assertThat(CandidateTask.drawn(NasBench201Space.BENCHMARK, 3)).isEqualTo(many.subList(0, 3));
    assertThat(many)
        .allSatisfy(n -> assertThat(NasBench201Space.BENCHMARK.canonical(n)).isEqualTo(n));
  }

  /** As the search would, so with its accuracy: that of one trainer, whoever asks. */
  @Test
  void round_oneEpoch_trainsAndScoresEachNetwork() throws InterruptedException {
    CandidateTask task = CandidateTask.of(1);
    Architecture network = ConvNetSpace.CPU.parse("convnet-d1-w8-relu-batch-max");
    Architecture other = ConvNetSpace.CPU.parse("convnet-d2-w8-relu-none-average");
    try (Candidates candidates = new Candidates(task, List.of(network, other))) {
      double mean = candidates.round();

      assertThat(candidates.parts())
          .extracting(MeasuredWork.Part::name)
          .containsExactlyInAnyOrder(network.id(), other.id());
      double accuracy = task.trainer().train(network).validationAccuracy();
      assertThat(candidates.parts())
          .filteredOn(part -> part.name().equals(network.id()))
          .singleElement()
          .satisfies(part -> assertThat(part.result()).isEqualTo(accuracy));
      assertThat(mean)
          .isEqualTo(
              candidates.parts().stream()
                  .mapToDouble(MeasuredWork.Part::result)
                  .average()
                  .orElseThrow());
      assertThat(candidates.flops()).isEqualTo(task.flops(network) + task.flops(other));
    }
  }
}
