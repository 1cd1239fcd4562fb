package io.proxynas.eval.run;

import io.proxynas.condense.train.TrainedNetwork;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.evaluate.Scores;
import org.jspecify.annotations.Nullable;

/** Keeps the best of the networks that worker threads offer, and closes the others. */
final class BestNetwork implements AutoCloseable {

  private @Nullable Architecture architecture;
  private @Nullable Scores scores;
  private @Nullable TrainedNetwork network;

  /** Takes a network over. */
  synchronized void offer(Architecture candidate, Scores itsScores, TrainedNetwork itsNetwork) {
    if (scores != null && !better(candidate, itsScores)) {
      itsNetwork.close();
      return;
    }
    close();
    architecture = candidate;
    scores = itsScores;
    network = itsNetwork;
  }

  /**
   * By accuracy, then loss, then id: an order without ties, so that the last word is the same
   * whoever comes first.
   */
  private boolean better(Architecture candidate, Scores itsScores) {
    if (scores == null || architecture == null) {
      return true;
    }
    int comparison = Double.compare(itsScores.validationAccuracy(), scores.validationAccuracy());
    if (comparison == 0) {
      comparison = Double.compare(scores.validationLoss(), itsScores.validationLoss());
    }
    return comparison > 0 || comparison == 0 && candidate.id().compareTo(architecture.id()) < 0;
  }

  /** The network kept for an architecture, or null if another one is kept, or none. */
  synchronized @Nullable TrainedNetwork of(Architecture wanted) {
    return wanted.equals(architecture) ? network : null;
  }

  @Override
  public synchronized void close() {
    if (network != null) {
      network.close();
      network = null;
    }
  }
}
