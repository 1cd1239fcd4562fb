package io.proxynas.cli.text;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.train.FullTraining;
import io.proxynas.model.NetworkFolder;
import io.proxynas.train.TrainedBy;
import io.proxynas.train.data.DataSet;
import java.nio.file.Files;

/** What the training of one architecture prints when it ends. */
public final class TrainingText {

  private TrainingText() {}

  /** What the network reaches and where it is. */
  public static String finished(
      Architecture architecture,
      DataSet images,
      FullTraining.TestResult result,
      NetworkFolder folder) {
    return Format.text(
        "%s, trained on the %,d training images of %s%s%n"
            + "  test accuracy  %s on %,d images%n"
            + "  test loss      %.4f%n"
            + "  training loss  %.4f in the last epoch%n"
            + "  parameters     %,d%n"
            + "  FLOPs          %,d an image%n"
            + "  model          %s%n"
            + "%s"
            + "  architecture   %s%n",
        architecture.id(),
        images.train().size(),
        images.name(),
        result.trainedBy() instanceof TrainedBy.Dl4j dl4j ? " by DL4J: " + dl4j.reason() : "",
        Format.percent(result.testAccuracy()),
        images.test().size(),
        result.testLoss(),
        result.trainingLoss(),
        result.parameters(),
        result.flops(),
        folder.model(),
        Files.exists(folder.onnx()) ? Format.text("  for ONNX       %s%n", folder.onnx()) : "",
        folder.architecture());
  }
}
