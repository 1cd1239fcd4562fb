package io.proxynas.model;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.factory.Nd4j;

/** The program of docs/model.md, which knows DL4J alone. */
public final class PlainDl4j {

  private PlainDl4j() {}

  /** Writes the class of an image: the folder of the model, the image, and where to write. */
  public static void main(String[] args) throws IOException {
    try (PrintStream out = new PrintStream(args[2], StandardCharsets.UTF_8)) {
      out.println(classOf(Path.of(args[0]), new File(args[1])));
    }
  }

  // begin of the snippet
  static String classOf(Path best, File photo) throws IOException {
    File model = best.resolve("model.zip").toFile();
    ComputationGraph network = ModelSerializer.restoreComputationGraph(model);
    DataNormalization normalizer = ModelSerializer.restoreNormalizerFromFile(model);
    List<String> labels = Files.readAllLines(best.resolve("labels.txt"));

    BufferedImage image = ImageIO.read(photo); // as large as those of the training
    INDArray images = Nd4j.zeros(1, 3, image.getHeight(), image.getWidth()); // (N, C, H, W)
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        images.putScalar(0, 0, y, x, (rgb >> 16 & 255) / 255.0); // red, in [0, 1]
        images.putScalar(0, 1, y, x, (rgb >> 8 & 255) / 255.0);
        images.putScalar(0, 2, y, x, (rgb & 255) / 255.0);
      }
    }
    normalizer.transform(images); // in place
    INDArray probabilities = network.outputSingle(images); // (N, classes)
    return labels.get(probabilities.argMax(1).getInt(0));
  }
  // end of the snippet
}
