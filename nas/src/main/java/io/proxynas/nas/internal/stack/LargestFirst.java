package io.proxynas.nas.internal.stack;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.CandidateSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Starts the costly candidates of a batch, or of those that a source offers at once, first, so that
 * workers do not wait for one that came last (Graham, "Bounds on multiprocessing timing anomalies",
 * SIAM J. Appl. Math. 17, 1969). Outcomes come in the order of the batch all the same.
 *
 * @param inner trains the candidates in the order in which it is given them
 * @param work an estimate of a candidate's time, in any unit
 */
public record LargestFirst(CandidateEvaluator inner, ToLongFunction<Architecture> work)
    implements CandidateEvaluator {

  @Override
  public List<Outcome> evaluate(List<Architecture> candidates, Observer observer)
      throws InterruptedException {
    List<Integer> order = order(candidates);
    List<Outcome> outcomes = inner.evaluate(order.stream().map(candidates::get).toList(), observer);
    Outcome[] restored = new Outcome[candidates.size()];
    int next = 0;
    for (int index : order) { // those that were never started are missing
      if (next < outcomes.size()
          && outcomes.get(next).architecture().equals(candidates.get(index))) {
        restored[index] = outcomes.get(next++);
      }
    }
    return Stream.of(restored).filter(Objects::nonNull).toList();
  }

  @Override
  public void evaluate(CandidateSource source, Observer observer) throws InterruptedException {
    inner.evaluate(() -> ordered(source.next()), observer);
  }

  private List<Architecture> ordered(List<Architecture> candidates) {
    return order(candidates).stream().map(candidates::get).toList();
  }

  /** The places of the batch, by falling work. */
  private List<Integer> order(List<Architecture> candidates) {
    long[] works = candidates.stream().mapToLong(work).toArray();
    return IntStream.range(0, works.length)
        .boxed()
        .sorted(Comparator.comparingLong(i -> -works[i]))
        .toList();
  }
}
