package io.proxynas.model;

import io.proxynas.engine.Network;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.layer.UnsupportedLayerException;
import io.proxynas.train.check.Require;
import io.proxynas.train.check.Shown;
import io.proxynas.train.check.WrongFileException;
import java.io.IOException;
import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A predictor whose network the engine computes, or DL4J. */
final class NetworkPredictor implements Predictor {

  private final ArchitectureFile file;
  private final TrainedOn trainedOn;
  private final Inference inference;
  private final Runnable closing;

  /** From standardised images (count, C, H, W) to class probabilities (count, classes). */
  @FunctionalInterface
  private interface Inference {
    void infer(float[] images, int count, float[] into);
  }

  private NetworkPredictor(
      ArchitectureFile file, TrainedOn trainedOn, Inference inference, Runnable closing) {
    this.file = file;
    this.trainedOn = trainedOn;
    this.inference = inference;
    this.closing = closing;
  }

  static NetworkPredictor open(ModelFile model) throws IOException {
    ArchitectureFile file = model.architecture();
    TrainedOn trainedOn =
        file.trainedOn()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a model must say what it was trained on, but %s does not, since an older version wrote it"
                            .formatted(model.path())));
    ComputationGraph graph = model.network();
    try {
      Network network = Network.compile(graph.getConfiguration(), file.shape());
      network.load(graph);
      return new NetworkPredictor(file, trainedOn, network::infer, network::close);
    } catch (UnsupportedLayerException e) {
      return new NetworkPredictor(
          file,
          trainedOn,
          (images, count, into) -> infer(graph, file.shape(), images, count, into),
          () -> {});
    } catch (IllegalArgumentException e) {
      throw new WrongFileException(
          "%s cannot be used as a network: %s".formatted(model.path(), Shown.of(e.getMessage())),
          e);
    }
  }

  private static void infer(
      ComputationGraph graph, ImageShape shape, float[] images, int count, float[] into) {
    long[] lengths = {count, shape.channels(), shape.height(), shape.width()};
    try (INDArray input = Nd4j.create(images, lengths, 'c');
        INDArray result = graph.outputSingle(input)) {
      System.arraycopy(result.dup('c').data().asFloat(), 0, into, 0, into.length);
    }
  }

  static void requireImages(ImageShape shape, float[] images, int count) {
    Require.that(
        count >= 1 && images.length >= (long) count * shape.size(),
        "there must be at least 1 image, each of %s, but %d values were given for %d",
        shape,
        images.length,
        count);
  }

  @Override
  public String architecture() {
    return file.id();
  }

  @Override
  public ImageShape shape() {
    return file.shape();
  }

  @Override
  public TrainedOn trainedOn() {
    return trainedOn;
  }

  @Override
  public float[] probabilities(float[] images, int count) {
    requireImages(file.shape(), images, count);
    float[] standardized = Arrays.copyOf(images, count * file.shape().size());
    trainedOn.standardize(standardized, file.shape().height() * file.shape().width(), count);
    float[] probabilities = new float[count * file.classes()];
    inference.infer(standardized, count, probabilities);
    return probabilities;
  }

  @Override
  public void close() {
    closing.run();
  }
}
