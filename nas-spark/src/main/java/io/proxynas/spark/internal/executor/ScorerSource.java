package io.proxynas.spark.internal.executor;

import io.proxynas.engine.Seed;
import io.proxynas.nas.candidate.RecipeTrainer;
import io.proxynas.nas.candidate.ScoredAt;
import io.proxynas.train.RateSchedule;
import io.proxynas.train.Recipe;
import io.proxynas.train.Trainer;
import io.proxynas.train.augment.KindDraw;
import io.proxynas.train.augment.SiameseAugmentation;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RecipeTrainer} in parts: its images are broadcast once to each executor and rebuilt once
 * there.
 *
 * @param scoredAt when a candidate is scored
 * @param train {@link BroadcastImages} of what to train on
 * @param validation {@link BroadcastImages} of what to score on
 * @param statistics {@link BroadcastImages} of what to estimate running statistics on, or null
 */
public record ScorerSource(
    int epochs,
    int batchSize,
    double learningRate,
    double momentum,
    double weightDecay,
    @Nullable SiameseAugmentation augmentation,
    RateSchedule schedule,
    KindDraw kindDraw,
    int laterEpochs,
    long seed,
    ScoredAt scoredAt,
    Broadcast<byte[]> train,
    Broadcast<byte[]> validation,
    @Nullable Broadcast<byte[]> statistics)
    implements Serializable {

  public static ScorerSource of(
      RecipeTrainer scorer,
      Broadcast<byte[]> train,
      Broadcast<byte[]> validation,
      @Nullable Broadcast<byte[]> statistics) {
    Recipe recipe = scorer.trainer().recipe();
    return new ScorerSource(
        recipe.epochs(),
        recipe.batchSize(),
        recipe.learningRate(),
        recipe.momentum(),
        recipe.weightDecay(),
        recipe.augmentation().orElse(null),
        recipe.schedule(),
        recipe.kindDraw(),
        recipe.laterEpochs(),
        scorer.seed().value(),
        scorer.scoredAt(),
        train,
        validation,
        statistics);
  }

  /** The scorer, in the executor that this is called in. */
  RecipeTrainer scorer() {
    Recipe recipe =
        new Recipe(
            epochs,
            batchSize,
            learningRate,
            momentum,
            weightDecay,
            Optional.ofNullable(augmentation),
            schedule,
            kindDraw,
            laterEpochs);
    return new RecipeTrainer(
        new Trainer(recipe),
        BroadcastImages.received(train),
        BroadcastImages.received(validation),
        new Seed(seed),
        Optional.ofNullable(statistics).map(BroadcastImages::received),
        scoredAt);
  }
}
