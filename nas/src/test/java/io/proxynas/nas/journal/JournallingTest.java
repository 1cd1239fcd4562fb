package io.proxynas.nas.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.CandidateEvaluatorContract;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.nas.evaluate.LocalEvaluator;
import io.proxynas.nas.space.ConvNetSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournallingTest extends CandidateEvaluatorContract {

  @TempDir Path folder;

  @Override
  protected CandidateEvaluator evaluator(CandidateTrainer trainer) throws IOException {
    Journal journal = closedLater(Journal.create(folder, Map.of("seed", 1)));
    return journal.journalling(closedLater(new LocalEvaluator(trainer, WORKERS)));
  }

  @Test
  void evaluate_ofABatch_hasWrittenEachLineBeforeItIsHeard() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(20);
    int[] heard = {0};
    List<Outcome> outcomes =
        evaluator(new FakeTrainer())
            .evaluate(
                batch,
                outcome -> {
                  heard[0]++;
                  assertThat(read()).hasSize(heard[0]).endsWith(outcome);
                });
    assertThat(heard[0]).isEqualTo(20);
    assertThat(read()).containsExactlyInAnyOrderElementsOf(outcomes);
  }

  private List<Outcome> read() {
    try {
      return Journal.outcomes(folder, ConvNetSpace.CPU::parse, warning -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void evaluate_whenTheJournalCannotBeWritten_ends() throws Exception {
    Journal journal = Journal.create(folder, Map.of());
    journal.close();
    CandidateEvaluator evaluator =
        journal.journalling(closedLater(new LocalEvaluator(new FakeTrainer(), 1)));
    assertThatThrownBy(() -> evaluator.evaluate(FakeTrainer.candidates(50)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot write " + folder.resolve("journal.jsonl") + ": Stream Closed");
    assertThat(Files.readAllLines(folder.resolve("journal.jsonl"))).hasSize(1);
  }
}
