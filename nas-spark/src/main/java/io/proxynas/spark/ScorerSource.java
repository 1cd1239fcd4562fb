package io.proxynas.spark;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.proxynas.condense.augment.SiameseAugmentation;
import io.proxynas.condense.data.LabelledImages;
import io.proxynas.condense.train.Recipe;
import io.proxynas.condense.train.Trainer;
import io.proxynas.engine.Seed;
import io.proxynas.nas.evaluate.CandidateScorer;
import io.proxynas.nas.evaluate.CandidateTrainer;
import io.proxynas.nas.evaluate.MemoryGuard;
import java.time.Duration;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * A {@link CandidateScorer} in parts: its images are broadcast once to each executor and rebuilt
 * once there.
 *
 * @param train {@link ImageBytes} of what to train on
 * @param validation {@link ImageBytes} of what to score on
 * @param limit of one candidate's time
 */
record ScorerSource(
    int epochs,
    int batchSize,
    double learningRate,
    double momentum,
    double weightDecay,
    @Nullable SiameseAugmentation augmentation,
    long seed,
    Broadcast<byte[]> train,
    Broadcast<byte[]> validation,
    ExecutorMemory memory,
    Duration limit)
    implements TrainerSource {

  /**
   * The images by the array that Spark keeps of each broadcast in an executor: they live as long as
   * that does.
   */
  private static final LoadingCache<byte[], LabelledImages> IMAGES =
      Caffeine.newBuilder().weakKeys().build(ImageBytes::read);

  static ScorerSource of(
      CandidateScorer scorer,
      Broadcast<byte[]> train,
      Broadcast<byte[]> validation,
      ExecutorMemory memory,
      Duration limit) {
    Recipe recipe = scorer.trainer().recipe();
    return new ScorerSource(
        recipe.epochs(),
        recipe.batchSize(),
        recipe.learningRate(),
        recipe.momentum(),
        recipe.weightDecay(),
        recipe.augmentation().orElse(null),
        scorer.seed().value(),
        train,
        validation,
        memory,
        limit);
  }

  @Override
  public CandidateTrainer trainer() {
    Recipe recipe =
        new Recipe(
            epochs,
            batchSize,
            learningRate,
            momentum,
            weightDecay,
            Optional.ofNullable(augmentation));
    CandidateScorer scorer =
        new CandidateScorer(
            new Trainer(recipe),
            IMAGES.get(train.value()),
            IMAGES.get(validation.value()),
            new Seed(seed));
    return new TimeLimit(
        new MemoryGuard(scorer, scorer::cost, memory.limit()), limit, TimeLimit.GRACE);
  }
}
