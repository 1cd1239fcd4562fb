package io.proxynas.eval.run;

import io.proxynas.condense.data.DataSet;
import io.proxynas.condense.data.LabelledImages;
import io.proxynas.condense.data.Split;
import io.proxynas.condense.method.Condensers;
import io.proxynas.condense.train.Recipe;
import io.proxynas.condense.train.Trainer;
import io.proxynas.engine.Cost;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.evaluate.CandidateScorer;
import io.proxynas.nas.evaluate.CandidateTrainer;
import io.proxynas.nas.evaluate.FreelyScored;
import io.proxynas.nas.evaluate.RepeatedTrainer;
import io.proxynas.nas.score.FreeScorer;
import io.proxynas.nas.score.ScoringBatch;
import java.util.List;
import java.util.stream.IntStream;

/** How the candidates of one run are trained and scored, on the proxy and on the full data. */
final class Candidates {

  /** Names the seeds of trainings on the proxy. */
  private static final String ON_PROXY = "candidate";

  private final Split split;
  private final Trainer trainer;
  private final Scoring scoring;
  private final Seed seed;

  /**
   * @param recipe its augmentation is replaced by the one that keeps the data set's classes
   * @param seed the root seed of the run
   */
  Candidates(DataSet data, Recipe recipe, Scoring scoring, Seed seed) {
    split = ValidationSplit.of(data, seed);
    trainer =
        new Trainer(
            recipe.augmentation().isPresent()
                ? recipe.withAugmentation(Condensers.augmentation(data))
                : recipe);
    this.scoring = scoring;
    this.seed = seed;
  }

  /** The real images, cut into those to train on and those to score on. */
  Split split() {
    return split;
  }

  Recipe recipe() {
    return trainer.recipe();
  }

  /** Trains and scores on the full data. */
  CandidateScorer onFullData() {
    return scorer(trainer, split.train(), seed.child("full"));
  }

  private CandidateScorer scorer(Trainer by, LabelledImages train, Seed purpose) {
    return new CandidateScorer(by, train, split.validation(), purpose);
  }

  /** Trains and scores on a proxy, as often and by what was asked for. */
  OnProxy onProxy(LabelledImages proxy) {
    return onProxy(proxy, recipe().epochs());
  }

  /** The same in so many epochs. */
  OnProxy onProxy(LabelledImages proxy, int epochs) {
    Trainer by = new Trainer(recipe().withEpochs(epochs));
    Seed first = seed.child(ON_PROXY);
    List<CandidateScorer> seeds =
        IntStream.range(0, scoring.seeds())
            .mapToObj(k -> scorer(by, proxy, k == 0 ? first : first.child(k)))
            .toList();
    Seed free = seed.child("training-free scores");
    return new OnProxy(
        seeds,
        new FreeScorer(
            List.copyOf(scoring.free()),
            proxy.shape(),
            ScoringBatch.of(proxy, ScoringBatch.IMAGES, free.child("batch")),
            scoring.initialisations(),
            free));
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
