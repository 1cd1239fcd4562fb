package io.proxynas.nas.candidate;

import io.proxynas.engine.Demand;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Workload;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.train.EpochScores;
import io.proxynas.train.Evaluation;
import io.proxynas.train.PausedTraining;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.Trainer;
import io.proxynas.train.data.LabelledImages;
import java.util.List;
import java.util.Optional;

/**
 * Trains each candidate from fresh weights by one recipe and scores it on the validation split. A
 * candidate's seed follows from its id, so its scores do not depend on when, where or beside whom
 * it is trained.
 *
 * @param trainer the recipe
 * @param train what to train on: a proxy set, or the real training split
 * @param validation what to score on: real images that {@code train} was not made from
 * @param seed parent of the candidates' seeds
 * @param statistics real images, on which a candidate that normalises over batches estimates its
 *     running statistics anew before it is scored; empty for those of its training
 * @param scoredAt when a candidate is scored; what it scores at the end does not depend on it
 */
public record RecipeTrainer(
    Trainer trainer,
    LabelledImages train,
    LabelledImages validation,
    Seed seed,
    Optional<LabelledImages> statistics,
    ScoredAt scoredAt)
    implements CandidateTrainer {

  /** Scores at the end of the training, by its own running statistics. */
  public RecipeTrainer(
      Trainer trainer, LabelledImages train, LabelledImages validation, Seed seed) {
    this(trainer, train, validation, seed, Optional.empty(), ScoredAt.END);
  }

  /** The same, scored at other times. */
  public RecipeTrainer scored(ScoredAt when) {
    return new RecipeTrainer(trainer, train, validation, seed, statistics, when);
  }

  /** Images that a candidate is scored on at the end. */
  public int scoredImages() {
    return scoredAt == ScoredAt.NEVER ? 0 : validation.size();
  }

  @Override
  public CandidateScores train(Architecture architecture) throws InterruptedException {
    try (TrainedNetwork network = network(architecture)) {
      return score(network);
    }
  }

  /** Trains a candidate from fresh weights; the caller closes the network. */
  public TrainedNetwork network(Architecture architecture) throws InterruptedException {
    return network(architecture, PausedTrainings.none());
  }

  /**
   * As {@link #network(Architecture)}, to the same bits; goes on from where a lower rung has paused
   * the training, if that is at hand. The beginning of a longer training is paused for a higher
   * rung.
   *
   * @param paused of trainings that begin as this one does, on the same images by the same schedule
   */
  public TrainedNetwork network(Architecture architecture, PausedTrainings paused)
      throws InterruptedException {
    Seed own = seed.child(architecture.id());
    if (scoredAt == ScoredAt.EVERY_EPOCH) {
      return trainer.trainWithCurve(
          architecture, train, own, Progress.NONE, validation, statistics);
    }
    TrainedNetwork network = trained(architecture, own, paused.take(own));
    try {
      if (trainer.recipe().laterEpochs() > 0) {
        paused.keep(own, network); // before its statistics are another's
      }
      if (statistics.isPresent() && scoredAt != ScoredAt.NEVER) {
        network.estimateStatistics(statistics.get());
      }
      return network;
    } catch (InterruptedException | RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  private TrainedNetwork trained(
      Architecture architecture, Seed own, Optional<PausedTraining> earlier)
      throws InterruptedException {
    int epochs = trainer.recipe().epochs();
    return earlier.isPresent() && earlier.get().epochs() < epochs
        ? trainer.goOn(earlier.get(), architecture, train, own, Progress.NONE)
        : trainer.train(architecture, train, own, Progress.NONE);
  }

  /** The floating-point operations of a candidate, or 0 for one that cannot be compiled. */
  public long flops(Architecture architecture) {
    try {
      return demand(architecture).flops();
    } catch (RuntimeException e) {
      return 0; // its training will say why
    }
  }

  /**
   * How large a candidate is.
   *
   * @throws IllegalArgumentException if it cannot be compiled for these images
   */
  public NetworkSize size(Architecture architecture) {
    return NetworkSize.of(
        architecture.configuration(train.shape(), train.classes(), seed.value()), train.shape());
  }

  /**
   * What training and scoring a candidate costs.
   *
   * @throws io.proxynas.engine.layer.UnsupportedLayerException if DL4J has to train it
   */
  public Demand demand(Architecture architecture) {
    return Demand.of(
        architecture.configuration(train.shape(), train.classes(), seed.value()),
        train.shape(),
        Workload.of(
                train.size(), trainer.recipe().batchSize(), validation.size(), TrainedNetwork.BATCH)
            .withStatistics(statistics.map(LabelledImages::size).orElse(0), TrainedNetwork.BATCH));
  }

  /** Scores a trained candidate. */
  public CandidateScores score(TrainedNetwork network) throws InterruptedException {
    Evaluation evaluation = evaluate(network);
    return new CandidateScores(
            evaluation.accuracy(),
            evaluation.loss(),
            network.trainingLoss(),
            network.parameters(),
            network.flops())
        .withLearningCurveArea(network.learningCurveArea())
        .withTrainedBy(network.trainedBy())
        .withEarlierEpochs(network.earlierEpochs())
        .withCurve(network.curve());
  }

  private Evaluation evaluate(TrainedNetwork network) throws InterruptedException {
    List<EpochScores> epochs = network.curve();
    return switch (scoredAt) {
      case NEVER -> new Evaluation(Double.NaN, Double.NaN);
      case END -> network.evaluate(validation);
      case EVERY_EPOCH -> epochs.get(epochs.size() - 1).all(); // the network is as it was then
    };
  }
}
