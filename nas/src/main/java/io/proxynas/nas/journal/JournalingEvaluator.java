package io.proxynas.nas.journal;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.CandidateSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Appends each outcome of another evaluator to the journal as soon as it is finished, before anyone
 * else hears of it. Belongs beneath the memoizing evaluator, so that a line is written once.
 *
 * @param inner trains the candidates
 * @param journal where their outcomes go; an append that fails ends the batch with an {@link
 *     UncheckedIOException}
 */
public record JournalingEvaluator(CandidateEvaluator inner, Journal journal)
    implements CandidateEvaluator {

  @Override
  public List<Outcome> evaluate(List<Architecture> candidates, Observer observer)
      throws InterruptedException {
    return inner.evaluate(candidates, observer.first(this::append));
  }

  @Override
  public void evaluate(CandidateSource source, Observer observer) throws InterruptedException {
    inner.evaluate(source, observer.first(this::append));
  }

  private void append(Outcome outcome) {
    try {
      journal.append(outcome);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
