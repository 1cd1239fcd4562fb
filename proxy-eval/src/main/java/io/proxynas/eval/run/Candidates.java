package io.proxynas.eval.run;

import io.proxynas.condense.data.LabelledImages;
import io.proxynas.engine.Cost;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.evaluate.CandidateScorer;
import io.proxynas.nas.evaluate.CandidateTrainer;
import io.proxynas.nas.evaluate.FreelyScored;
import io.proxynas.nas.evaluate.RepeatedTrainer;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.score.FreeScorer;
import io.proxynas.nas.score.ScoringBatch;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the candidates of one run are trained and scored on a proxy.
 *
 * @param regimes of the run
 * @param scoring what is measured
 */
record Candidates(Regimes regimes, Scoring scoring) {

  /** Trains and scores on a proxy, as often and by what was asked for. */
  OnProxy onProxy(ProxySets.Proxy proxy) {
    return onProxy(proxy, regimes.recipe().epochs());
  }

  /** The same in so many epochs. */
  OnProxy onProxy(ProxySets.Proxy proxy, int epochs) {
    Regime first = regimes.on(proxy).withEpochs(epochs);
    List<CandidateScorer> seeds =
        IntStream.range(0, scoring.seeds())
            .mapToObj(k -> regimes.scorer(k == 0 ? first : first.again(k)))
            .toList();
    return new OnProxy(seeds, freeScorer(proxy, List.copyOf(scoring.free())));
  }

  /** Scores without training, on images of a proxy. */
  FreeScorer freeScorer(ProxySets.Proxy proxy, List<FreeScore> scores) {
    LabelledImages images = proxy.images();
    Seed free = regimes.seed().child("training-free scores");
    return new FreeScorer(
        scores,
        images.shape(),
        ScoringBatch.of(images, ScoringBatch.IMAGES, free.child("batch")),
        scoring.initialisations(),
        free);
  }

  /**
   * Trainings of a candidate on the proxy.
   *
   * @param seeds one for each training
   * @param free measures training-free scores
   */
  record OnProxy(List<CandidateScorer> seeds, FreeScorer free) {

    /** One of the trainings, for what does not depend on its seed. */
    CandidateScorer scorer() {
      return seeds.get(0);
    }

    CandidateTrainer trainer() {
      CandidateTrainer training = seeds.size() == 1 ? scorer() : new RepeatedTrainer(seeds);
      return free.scores().isEmpty() ? training : new FreelyScored(training, free);
    }

    /** The memory of a candidate's training or of its training-free scores, whichever is more. */
    Cost cost(Architecture architecture) {
      Cost training = scorer().cost(architecture);
      if (free.scores().isEmpty()) {
        return training;
      }
      Cost scoring = free.cost(architecture);
      return new Cost(
          training.flops(),
          Math.max(training.heapBytes(), scoring.heapBytes()),
          Math.max(training.nativeBytes(), scoring.nativeBytes()));
    }
  }
}
