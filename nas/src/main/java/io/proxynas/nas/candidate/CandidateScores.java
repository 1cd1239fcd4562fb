package io.proxynas.nas.candidate;

import io.proxynas.nas.score.FreeScore;
import io.proxynas.train.EpochScores;
import io.proxynas.train.TrainedBy;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * What the training of a candidate says of it, and what was said without. A training that diverged
 * has no scores: not-a-number is refused. Where a candidate was trained by several seeds, what
 * depends on the training is their mean.
 *
 * <p>Where the training alone says how good a candidate is ({@link ScoredAt#NEVER}), validation
 * accuracy and loss are NaN. Scores without training have NaN for all that only a training tells,
 * and training-free scores: one, by which the network is ranked whatever the ranking is by, as on
 * the lowest rung of a ladder; or several, of which a ranking takes its own.
 *
 * @param validationAccuracy fraction right on the validation split, in [0, 1]; NaN where the
 *     candidate was not scored on it
 * @param validationLoss mean cross-entropy on the validation split, in nats, finite; NaN with the
 *     accuracy
 * @param trainingLoss mean cross-entropy over the last epoch of training, in nats, finite
 * @param learningCurveArea the sum over epochs of the mean cross-entropy, in nats, finite
 * @param parameters trainable values of the network, at least 0
 * @param flops floating-point operations (two a multiply-add) of one image's forward pass, at least
 *     0
 * @param trainedBy the engine, or DL4J and why, or nobody
 * @param free the training-free scores that were asked for; −∞ where the network has none
 * @param spread over the training seeds
 * @param latency of one image's forward pass, as {@link LatencyMeter} measures it; null where it
 *     was not measured
 * @param curve what a candidate that was trained once scored at the end of each epoch; empty unless
 *     that was asked for
 * @param earlierEpochs that a lower rung had trained, so that this training went on from there; of
 *     several seeds, all of theirs together; 0 from fresh weights. The other scores do not depend
 *     on it
 */
@RecordBuilder
public record CandidateScores(
    double validationAccuracy,
    double validationLoss,
    double trainingLoss,
    double learningCurveArea,
    long parameters,
    long flops,
    TrainedBy trainedBy,
    Map<FreeScore, Double> free,
    SeedSpread spread,
    @Nullable Duration latency,
    List<EpochScores> curve,
    int earlierEpochs)
    implements Serializable, CandidateScoresBuilder.With {

  /**
   * How far the trainings of one candidate differ.
   *
   * @param seeds trainings, at least 1
   * @param validationAccuracy sample standard deviation of the accuracy; 0 of one training, and
   *     without accuracies
   */
  public record SeedSpread(int seeds, double validationAccuracy) implements Serializable {

    /** Of one training. */
    public static final SeedSpread NONE = new SeedSpread(1, 0);

    public SeedSpread {
      require(seeds >= 1, "training seeds must be at least 1, but were ", seeds);
      require(
          validationAccuracy >= 0,
          "a standard deviation must be at least 0, but was ",
          validationAccuracy);
    }
  }

  public CandidateScores {
    if (trainedBy.equals(TrainedBy.NOBODY)) {
      require(
          DoubleStream.of(validationAccuracy, validationLoss, trainingLoss, learningCurveArea)
              .allMatch(Double::isNaN),
          "what only a training tells must be NaN without one, but validation accuracy was ",
          validationAccuracy);
      require(
          !free.isEmpty(),
          "a network without training must have at least 1 training-free score, but had ",
          free.size());
    } else {
      requireTrained(validationAccuracy, validationLoss, trainingLoss, learningCurveArea);
    }
    require(parameters >= 0, "parameters must be at least 0, but was ", parameters);
    require(flops >= 0, "FLOPs must be at least 0, but was ", flops);
    require(earlierEpochs >= 0, "earlier epochs must be at least 0, but were ", earlierEpochs);
    curve = List.copyOf(curve);
    Map<FreeScore, Double> copy = new EnumMap<>(FreeScore.class);
    copy.putAll(free);
    free = Collections.unmodifiableMap(copy);
    free.forEach(
        (score, value) ->
            require(
                value < Double.POSITIVE_INFINITY, // and so no NaN
                score.word() + " must be a number or −∞, but was ",
                value));
  }

  private static void requireTrained(double accuracy, double loss, double training, double area) {
    boolean unscored = Double.isNaN(accuracy) && Double.isNaN(loss);
    if (!unscored) {
      require(
          accuracy >= 0 && accuracy <= 1,
          "validation accuracy must be in [0, 1], but was ",
          accuracy);
      requireFinite("validation loss", loss);
    }
    requireFinite("training loss", training);
    requireFinite("the area under the learning curve", area);
  }

  /** Scores of a training from fresh weights without a learning curve. */
  public CandidateScores(
      double validationAccuracy,
      double validationLoss,
      double trainingLoss,
      double learningCurveArea,
      long parameters,
      long flops,
      TrainedBy trainedBy,
      Map<FreeScore, Double> free,
      SeedSpread spread,
      @Nullable Duration latency) {
    this(
        validationAccuracy,
        validationLoss,
        trainingLoss,
        learningCurveArea,
        parameters,
        flops,
        trainedBy,
        free,
        spread,
        latency,
        List.of(),
        0);
  }

  /** The scores of a network that was not trained: one training-free score, and its size. */
  public static CandidateScores untrained(FreeScore score, double value, NetworkSize size) {
    return untrained(Map.of(score, value), size);
  }

  /** The scores of a network that was not trained: at least one, and its size. */
  public static CandidateScores untrained(Map<FreeScore, Double> free, NetworkSize size) {
    return new CandidateScores(
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        size.parameters(),
        size.flops(),
        TrainedBy.NOBODY,
        free,
        SeedSpread.NONE,
        null);
  }

  /**
   * The time that the scoring took at the end of all epochs but the last: what the training took
   * longer for its curve.
   */
  public Duration curveTime() {
    return curve.stream()
        .limit(Math.max(0, curve.size() - 1))
        .map(EpochScores::time)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Whether the network was trained, and not only scored. */
  public boolean isTrained() {
    return !trainedBy.equals(TrainedBy.NOBODY);
  }

  /** Whether the network was trained and then scored on the validation split. */
  public boolean hasAccuracy() {
    return !Double.isNaN(validationAccuracy);
  }

  /** Whether a single training-free score stands for whatever the network is ranked by. */
  public boolean isOneScore() {
    return !isTrained() && free.size() == 1;
  }

  /** The training-free score that stands for a network without training. */
  public double untrainedMerit() {
    if (!isOneScore()) {
      throw new IllegalStateException(
          "a network must have one score and no training, but was trained by %s and had %d"
              .formatted(trainedBy, free.size()));
    }
    return free.values().iterator().next();
  }

  /** The scores of a network that the engine trained for one epoch. */
  public CandidateScores(
      double validationAccuracy,
      double validationLoss,
      double trainingLoss,
      long parameters,
      long flops) {
    this(
        validationAccuracy,
        validationLoss,
        trainingLoss,
        trainingLoss,
        parameters,
        flops,
        TrainedBy.ENGINE,
        Map.of(),
        SeedSpread.NONE,
        null);
  }

  private static void requireFinite(String what, double value) {
    require(Double.isFinite(value), what + " must be a finite number, but was ", value);
  }

  private static void require(boolean condition, String rule, Number actual) {
    if (!condition) {
      throw new IllegalArgumentException(rule + actual);
    }
  }

  /**
   * The mean of several trainings of one candidate, and their spread.
   *
   * @param trainings at least 1
   */
  public static CandidateScores mean(List<CandidateScores> trainings) {
    CandidateScores first = trainings.get(0);
    double accuracy = mean(trainings, CandidateScores::validationAccuracy);
    double squares = mean(trainings, s -> Math.pow(s.validationAccuracy() - accuracy, 2));
    int n = trainings.size();
    return new CandidateScores(
        accuracy,
        mean(trainings, CandidateScores::validationLoss),
        mean(trainings, CandidateScores::trainingLoss),
        mean(trainings, CandidateScores::learningCurveArea),
        first.parameters(),
        first.flops(),
        first.trainedBy(),
        first.free(),
        new SeedSpread(n, n > 1 && first.hasAccuracy() ? Math.sqrt(squares * n / (n - 1)) : 0),
        first.latency(),
        n == 1 ? first.curve() : List.of(),
        trainings.stream().mapToInt(CandidateScores::earlierEpochs).sum());
  }

  private static double mean(
      List<CandidateScores> trainings, ToDoubleFunction<CandidateScores> value) {
    return trainings.stream().mapToDouble(value).average().getAsDouble();
  }
}
