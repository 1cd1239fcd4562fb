package io.proxynas.arbiter.internal.network;

import io.proxynas.arbiter.data.ImageIterator;
import io.proxynas.arbiter.data.Learning;
import io.proxynas.arbiter.data.UserIterator;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.layer.UnsupportedLayerException;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.train.TrainedBy;
import java.util.Arrays;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.EarlyStoppingResult.TerminationReason;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.NeuralNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * A candidate in training and after it. The network is DL4J's to everybody who looks; below it
 * trains the engine, or DL4J where the engine does not know a part. Closed, it is still a DL4J
 * network, but neither trains nor evaluates any more.
 */
public final class CandidateTraining implements AutoCloseable {

  private final Blueprint blueprint;
  private final TrainedBy trainedBy;
  private @Nullable ImageShape shape;
  private Model model;

  /**
   * A candidate before its training.
   *
   * @param blueprint of the candidate
   * @param model its DL4J network as it is to be trained
   * @param learning who trains; DL4J with the reason where the engine cannot
   * @param data to train on, as Arbiter gets them
   * @param refusal why DL4J has to train in any case; null if there is no reason
   */
  public CandidateTraining(
      Blueprint blueprint, Model model, Learning learning, Object data, @Nullable String refusal) {
    this.blueprint = blueprint;
    TrainedBy by = TrainedBy.ENGINE;
    Model trained = model;
    if (learning == Learning.DL4J) {
      by = new TrainedBy.Dl4j("the engine is turned off");
    } else if (refusal != null) {
      by = new TrainedBy.Dl4j(refusal);
    } else {
      try {
        shape = shape(data);
        trained = blueprint.onEngine(model, shape);
      } catch (UnsupportedLayerException e) {
        by = new TrainedBy.Dl4j(String.valueOf(e.getMessage()));
      }
    }
    this.model = trained;
    this.trainedBy = by;
  }

  private static ImageShape shape(Object data) {
    if (!Blueprint.isSingle(data)) {
      throw new UnsupportedLayerException(
          "the engine trains on a DataSetIterator, but the data came as a "
              + data.getClass().getName());
    }
    DataSetIterator iterator = UserIterator.of(data);
    if (iterator instanceof ImageIterator images) {
      return images.images().shape();
    }
    if (!iterator.resetSupported()) {
      throw new UnsupportedLayerException(
          "the engine looks at the first batch and resets the iterator, but it cannot be reset");
    }
    INDArray first = iterator.next().getFeatures();
    iterator.reset();
    return shape(first);
  }

  private static ImageShape shape(INDArray features) {
    long[] lengths = features.shape();
    return switch (features.rank()) {
      case 2 -> InputShapes.shape(lengths[1], 1, 1);
      case 4 -> InputShapes.shape(lengths[1], lengths[2], lengths[3]);
      default ->
          throw new UnsupportedLayerException(
              "the engine trains on images and vectors, but the data have shape "
                  + Arrays.toString(lengths));
    };
  }

  /** The network: before, in and after its training. */
  public Model model() {
    return model;
  }

  /** The engine, or DL4J and why. */
  public TrainedBy trainedBy() {
    return trainedBy;
  }

  /**
   * Trains for the candidate's epochs, or until its own early stopping says that it is enough; the
   * best network then takes the place of the last.
   *
   * @throws ArithmeticException if the loss is no longer finite
   * @throws IllegalStateException if early stopping ended with an error, or without a network
   */
  public void fit(Object data) {
    if (blueprint.earlyStopping().isPresent()) {
      fitUntilStopped(data);
      return;
    }
    for (int epoch = 1; epoch <= blueprint.epochs(); epoch++) {
      blueprint.fit(model, data);
      if (!Double.isFinite(model.score())) {
        throw new ArithmeticException(
            "the training loss must be finite, but was %s in epoch %d of %d"
                .formatted(model.score(), epoch, blueprint.epochs()));
      }
    }
  }

  private void fitUntilStopped(Object data) {
    EarlyStoppingResult<? extends Model> result = blueprint.fitUntilStopped(model, data);
    Model best = result.getBestModel();
    if (result.getTerminationReason() == TerminationReason.Error || best == null) {
      throw new IllegalStateException(
          "early stopping must end with a network, but ended with: "
              + result.getTerminationDetails());
    }
    if (best != model && shape != null) {
      close();
      best = blueprint.onEngine(best, shape);
    }
    model = best;
  }

  /**
   * Accuracy and loss on images, as a search knows them.
   *
   * @throws IllegalArgumentException if the loss is not finite
   */
  public CandidateScores score(DataSetIterator images) {
    return scores(evaluate(images));
  }

  /** DL4J's evaluation on images, over all and of each class. */
  public AccuracyAndLoss evaluate(DataSetIterator images) {
    AccuracyAndLoss evaluation = new AccuracyAndLoss();
    ((NeuralNetwork) model).doEvaluation(images, evaluation);
    return evaluation;
  }

  private CandidateScores scores(AccuracyAndLoss evaluation) {
    boolean engine = model instanceof OnEngine;
    return new CandidateScores(
            evaluation.accuracy(),
            evaluation.loss(),
            model.score(),
            engine ? ((OnEngine) model).engine().parameters() : model.numParams(),
            engine ? ((OnEngine) model).engine().flops() : 0)
        .withTrainedBy(trainedBy);
  }

  /** A copy that DL4J alone runs and saves. */
  public Model plain() {
    return model instanceof OnEngine network ? network.clone() : model;
  }

  /** Frees what the engine holds. */
  @Override
  public void close() {
    if (model instanceof OnEngine engine) {
      engine.engine().close();
    }
  }
}
