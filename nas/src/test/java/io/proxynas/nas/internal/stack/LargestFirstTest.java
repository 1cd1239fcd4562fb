package io.proxynas.nas.internal.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.CandidateTrainer;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.CandidateEvaluatorContract;
import io.proxynas.nas.evaluate.FakeTrainer;
import io.proxynas.nas.evaluate.LocalEvaluator;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargestFirstTest extends CandidateEvaluatorContract {

  @Override
  protected CandidateEvaluator evaluator(CandidateTrainer trainer) {
    return new LargestFirst(closedLater(new LocalEvaluator(trainer, WORKERS)), a -> 0);
  }

  @Test
  void evaluate_startsByFallingCost_answersInTheOrderOfTheBatch() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(4);
    List<Architecture> started = new ArrayList<>();
    CandidateTrainer trainer =
        architecture -> {
          started.add(architecture);
          return new CandidateScores(0.5, 1, 1, 1, 1);
        };
    long[] costs = {2, 9, 2, 5};
    CandidateEvaluator evaluator =
        new LargestFirst(closedLater(new LocalEvaluator(trainer, 1)), a -> costs[batch.indexOf(a)]);

    List<Outcome> outcomes = evaluator.evaluate(batch);

    assertThat(started).containsExactly(batch.get(1), batch.get(3), batch.get(0), batch.get(2));
    assertThat(outcomes).extracting(Outcome::architecture).containsExactlyElementsOf(batch);
  }

  @Test
  void evaluate_ofASource_startsWhatIsOfferedAtOnceByFallingCost() throws Exception {
    List<Architecture> batch = FakeTrainer.candidates(4);
    List<Architecture> started = new ArrayList<>();
    CandidateTrainer trainer =
        architecture -> {
          started.add(architecture);
          return new CandidateScores(0.5, 1, 1, 1, 1);
        };
    long[] costs = {2, 9, 7, 1};
    Iterator<List<Architecture>> offers =
        List.of(batch.subList(0, 2), batch.subList(2, 4)).iterator();
    new LargestFirst(closedLater(new LocalEvaluator(trainer, 1)), a -> costs[batch.indexOf(a)])
        .evaluate(() -> offers.hasNext() ? offers.next() : List.of(), outcome -> {});

    assertThat(started).containsExactly(batch.get(1), batch.get(0), batch.get(2), batch.get(3));
  }
}
