package io.proxynas.nas.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.nas.evaluate.LocalEvaluator;
import io.proxynas.nas.space.ConvNetSpace;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExhaustiveSearchTest extends SearchContract {

  @Override
  Search search() {
    return new ExhaustiveSearch();
  }

  @Override
  @Test
  void run_withDifferentSeeds_hasDifferentHistories() {
    // The seed decides nothing: the history is the space.
    assertThat(historyOf(30)).isEqualTo(FakeTrainer.candidates(30));
  }

  private List<Architecture> historyOf(int candidates) {
    SearchTask task = new SearchTask(ConvNetSpace.CPU, candidates, new Seed(1));
    try (LocalEvaluator evaluator = new LocalEvaluator(new FakeTrainer(), 2)) {
      return search().run(task, evaluator, Progress.NONE).history().stream()
          .map(Outcome::architecture)
          .toList();
    }
  }
}
