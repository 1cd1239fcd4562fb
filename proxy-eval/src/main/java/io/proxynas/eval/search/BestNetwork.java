package io.proxynas.eval.search;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.nas.ranking.Ranking;
import io.proxynas.train.TrainedNetwork;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps the best of the networks that worker threads offer, and closes the others. */
final class BestNetwork implements AutoCloseable {

  private Outcome.@Nullable Trained outcome;
  private @Nullable TrainedNetwork network;

  /** Takes a network over; of all that were offered, the best stays, whoever came first. */
  synchronized void offer(
      Architecture candidate, CandidateScores scores, TrainedNetwork itsNetwork) {
    Outcome.Trained offered = new Outcome.Trained(candidate, scores, Duration.ZERO);
    if (outcome != null && Ranking.BEST_FIRST.compare(offered, outcome) >= 0) {
      itsNetwork.close();
      return;
    }
    close();
    outcome = offered;
    network = itsNetwork;
  }

  /** Offers what is trained, and tells an observer what starts. */
  Workplace.Witness witness(Consumer<Architecture> starts) {
    return new Workplace.Witness() {
      @Override
      public void starts(Architecture architecture) {
        starts.accept(architecture);
      }

      @Override
      public void trained(
          Architecture architecture, CandidateScores scores, TrainedNetwork itsNetwork) {
        offer(architecture, scores, itsNetwork);
      }
    };
  }

  /** The network kept for an architecture, or null if another one is kept, or none. */
  synchronized @Nullable TrainedNetwork of(Architecture wanted) {
    return outcome != null && wanted.equals(outcome.architecture()) ? network : null;
  }

  @Override
  public synchronized void close() {
    if (network != null) {
      network.close();
      network = null;
    }
  }
}
