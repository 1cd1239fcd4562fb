package io.proxynas.nas.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenetics.IntegerGene;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.nas.space.ArchitectureCodec;
import io.proxynas.nas.space.ConvNetSpace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GenerationTest {

  private static Outcome onRung(Architecture candidate, int rung) {
    CandidateScores scores = new CandidateScores(0.5, 1, 1, 1, 1);
    return new Outcome.Trained(candidate, scores, Duration.ZERO, rung);
  }

  /** So that it is chosen by what it reached, and a child of equal genes has the same fitness. */
  @Test
  void eval_whereAnOlderIndividualWasPromotedMeanwhile_hasItsNewFitness() {
    ConvNetSpace space = ConvNetSpace.CPU;
    List<Architecture> candidates = FakeTrainer.candidates(4);
    int[] batches = {0};
    CandidateEvaluator promotesTheFirst =
        (batch, observer) -> {
          if (++batches[0] == 2) {
            observer.finished(onRung(candidates.get(0), 1));
          }
          batch.forEach(c -> observer.finished(onRung(c, 0)));
          return List.of();
        };
    SearchRun run =
        new SearchRun(new SearchTask(space, 100, new Seed(1)), promotesTheFirst, Progress.NONE);
    ArchitectureCodec codec = space.codec();
    Generation generation = new Generation(run, codec, new Seed(2).generator());

    ISeq<Phenotype<IntegerGene, Fitness>> first =
        generation.eval(individuals(codec, candidates.subList(0, 2)));
    ISeq<Phenotype<IntegerGene, Fitness>> second =
        generation.eval(first.append(individuals(codec, candidates.subList(2, 4))));

    assertThat(first).extracting(i -> i.fitness().rung()).containsExactly(0, 0);
    assertThat(second).extracting(i -> i.fitness().rung()).containsExactly(1, 0, 0, 0);
  }

  private static ISeq<Phenotype<IntegerGene, Fitness>> individuals(
      ArchitectureCodec codec, List<Architecture> candidates) {
    return candidates.stream()
        .map(c -> Phenotype.<IntegerGene, Fitness>of(codec.encode(c), 1))
        .collect(ISeq.toISeq());
  }
}
