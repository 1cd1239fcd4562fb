package io.proxynas.nas.internal.stack;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.RungTraining;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From outcomes of trainings to outcomes of candidates. */
public final class Ladders {

  private Ladders() {}

  /**
   * What the trainings of a journal say of each candidate: the outcome of the highest rung it was
   * trained on, with the time of all its trainings; outcomes without rungs as they are. In the
   * order in which candidates first appear.
   */
  public static List<Outcome> candidates(List<Outcome> trainings) {
    Map<String, Outcome> candidates = new LinkedHashMap<>();
    List<Outcome> byRung = new ArrayList<>(trainings);
    byRung.sort(Comparator.comparingInt(Ladders::rung));
    for (Outcome outcome : byRung) {
      if (outcome.architecture() instanceof RungTraining training) {
        Outcome earlier = candidates.get(training.candidate().id());
        Duration before = earlier == null ? Duration.ZERO : earlier.duration();
        candidates.put(training.candidate().id(), ofCandidate(training, outcome, before));
      } else {
        candidates.put(outcome.architecture().id(), outcome);
      }
    }
    return List.copyOf(candidates.values());
  }

  /** The latencies that were measured, by candidate id. */
  public static Map<String, Duration> latencies(List<Outcome> trainings) {
    Map<String, Duration> latencies = new LinkedHashMap<>();
    for (Outcome outcome : candidates(trainings)) {
      if (outcome instanceof Outcome.Trained trained && trained.scores().latency() != null) {
        latencies.put(outcome.architecture().id(), trained.scores().latency());
      }
    }
    return latencies;
  }

  /** Whom a training is of, on a rung or not. */
  public static Architecture candidate(Architecture training) {
    return training instanceof RungTraining onRung ? onRung.candidate() : training;
  }

  /** The rung of a training; 0 without a ladder. */
  public static int rung(Outcome outcome) {
    return outcome.architecture() instanceof RungTraining training ? training.rung() : 0;
  }

  /** The outcome of a training as its candidate's. */
  static Outcome ofCandidate(RungTraining training, Outcome outcome, Duration before) {
    Duration duration = before.plus(outcome.duration());
    return outcome instanceof Outcome.Trained trained
        ? new Outcome.Trained(training.candidate(), trained.scores(), duration, training.rung())
        : new Outcome.Failed(training.candidate(), ((Outcome.Failed) outcome).reason(), duration);
  }
}
