package io.proxynas.nas.internal.stack;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.LadderTrainer;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.RungTraining;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.CandidateSource;
import io.proxynas.nas.ranking.PromotionOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Trains every candidate on the cheapest rung of a ladder, and those among the best of a rung on
 * the next: asynchronous successive halving (ASHA; Li et al., MLSys 2020, algorithm 2). The outcome
 * of a candidate is that of the highest rung it was trained on, with the time of all its trainings.
 *
 * <p>A candidate may be promoted when others have come that make it one of the best 1/η, long after
 * its batch: observers then hear of it again. A training that goes on from a lower rung has the
 * bits of one from fresh weights, so what the last rung says of a candidate is what a search
 * without halving would have said.
 */
public final class SuccessiveHalving implements CandidateEvaluator {

  /*
   * ASHA's workers take the next training when they get free, so who is promoted depends on who
   * finishes first. Here trainings have an order: training n is chosen when the outcomes of those
   * up to n - LAG, and no others, are learnt, in their order. Only where nothing can be chosen are
   * more of them waited for, still in their order. What is chosen thus depends on the outcomes
   * alone, and up to LAG workers are kept busy.
   */

  /** Trainings under way at a time. */
  private static final int LAG = 16;

  private final CandidateEvaluator inner;
  private final Rungs rungs;
  private final Map<String, Outcome> latest = new HashMap<>();
  private final ReentrantLock turn = new ReentrantLock(true);

  /**
   * Halving by a ladder.
   *
   * @param inner evaluates {@link RungTraining}s, as by a {@link LadderTrainer}
   * @param factor η: the best 1/η of a rung are promoted, at least 2
   * @param number of rungs, at least 2
   * @param order who is the best of a rung
   */
  public SuccessiveHalving(CandidateEvaluator inner, int factor, int number, PromotionOrder order) {
    this.inner = inner;
    this.rungs = new Rungs(factor, number, order);
  }

  @Override
  public List<Outcome> evaluate(List<Architecture> candidates, Observer observer)
      throws InterruptedException {
    Iterator<List<Architecture>> once = List.of(candidates).iterator();
    evaluate(() -> once.hasNext() ? once.next() : List.of(), observer);
    return candidates.stream()
        .map(candidate -> latest.get(candidate.id()))
        .filter(Objects::nonNull)
        .toList();
  }

  @Override
  public void evaluate(CandidateSource source, Observer observer) throws InterruptedException {
    turn.lockInterruptibly();
    try {
      Trainings trainings = new Trainings(source, observer);
      evaluate(trainings);
    } finally {
      turn.unlock();
    }
  }

  private void evaluate(Trainings trainings) throws InterruptedException {
    try {
      inner.evaluate(trainings, trainings);
    } catch (InterruptedException e) {
      trainings.learnAll();
      throw e;
    }
    trainings.learnAll();
  }

  /** Chooses trainings, and learns their outcomes, in one order. */
  private final class Trainings implements CandidateSource, Observer {
    private final CandidateSource source;
    private final Observer observer;
    private final Queue<Architecture> candidates = new ArrayDeque<>();
    private final Set<String> begun = new HashSet<>();
    private final Queue<RungTraining> underWay = new ArrayDeque<>();
    private final Map<String, Outcome> finished = new HashMap<>();

    Trainings(CandidateSource source, Observer observer) {
      this.source = source;
      this.observer = observer;
    }

    @Override
    public void finished(Outcome outcome) {
      finished.put(outcome.architecture().id(), outcome);
    }

    @Override
    public boolean mayStart() {
      return observer.mayStart();
    }

    @Override
    public List<Architecture> next() {
      List<Architecture> chosen = new ArrayList<>();
      boolean more = true;
      while (more) {
        Optional<RungTraining> training =
            underWay.size() < LAG ? rungs.promote().or(this::ofNewCandidate) : Optional.empty();
        training.ifPresent(chosen::add);
        training.ifPresent(underWay::add);
        more = training.isPresent() || learnNext();
      }
      return chosen;
    }

    private Optional<RungTraining> ofNewCandidate() {
      while (!candidates.isEmpty() || candidates.addAll(source.next())) {
        Architecture candidate = candidates.remove();
        if (latest.containsKey(candidate.id())) {
          observer.finished(latest.get(candidate.id()));
        } else if (begun.add(candidate.id())) {
          return Optional.of(new RungTraining(candidate, 0));
        }
      }
      return Optional.empty();
    }

    /** Learns the outcome of the longest under way, if it is there. */
    private boolean learnNext() {
      boolean isThere = !underWay.isEmpty() && finished.containsKey(underWay.peek().id());
      if (isThere) {
        RungTraining training = underWay.remove();
        learn(training, finished.remove(training.id()));
      }
      return isThere;
    }

    private void learn(RungTraining training, Outcome outcome) {
      String id = training.candidate().id();
      Outcome earlier = latest.get(id);
      Duration before = earlier == null ? Duration.ZERO : earlier.duration();
      Outcome settled = Ladders.ofCandidate(training, outcome, before);
      latest.put(id, settled);
      if (settled instanceof Outcome.Trained trained) {
        rungs.add(trained);
      }
      observer.finished(settled);
    }

    /** At the end, when no training is under way any more, also those after one never started. */
    void learnAll() {
      underWay.stream()
          .filter(training -> finished.containsKey(training.id()))
          .forEach(training -> learn(training, finished.get(training.id())));
    }
  }
}
