package io.proxynas.model;

import io.proxynas.engine.architecture.ImageShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A trained network that tells the classes of images.
 *
 * <pre>{@code
 * try (Predictor predictor = Predictor.open(Path.of("best/model.zip"))) {
 *   float[] probabilities = predictor.probabilities(image, 1); // 1 x 28 x 28 values in [0, 1]
 *   String first = predictor.trainedOn().classNames().get(0);  // the class of probabilities[0]
 * }
 * }</pre>
 *
 * <p>Not for use by several threads at once. All native memory is freed by {@link #close}.
 */
public interface Predictor extends AutoCloseable {

  /**
   * Opens a saved model. The engine computes a {@code model.zip}, or DL4J where the engine does not
   * know a layer; ONNX Runtime computes a {@code model.onnx}.
   *
   * @param model a {@code model.zip} or {@code model.onnx} of this program, told by its name, or
   *     the folder of one; of both, the first is opened
   * @throws IOException with one sentence for the user if it cannot be read, or if ONNX Runtime has
   *     no library for this platform
   * @throws IllegalArgumentException with one sentence if it is no model, or does not say what
   *     images it takes
   */
  static Predictor open(Path model) throws IOException {
    Path file = Files.isDirectory(model) ? new NetworkFolder(model).either() : model;
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")
        ? OnnxPredictor.open(file)
        : NetworkPredictor.open(new ModelFile(file));
  }

  /** The id of the architecture. */
  String architecture();

  /** The shape of the images that it takes. */
  ImageShape shape();

  /** The scale of the images that it takes, and the names of the classes. */
  TrainedOn trainedOn();

  /**
   * Class probabilities.
   *
   * @param images (count, C, H, W) on the scale of {@link #trainedOn}, which is [0, 1] for images
   *     of bytes; not changed
   * @param count images, at least 1; a new number costs the engine a compilation
   * @return (count, classes)
   */
  float[] probabilities(float[] images, int count);

  @Override
  void close();
}
