package io.proxynas.cli.command;

import io.proxynas.model.TrainedOn;
import io.proxynas.train.data.source.DataSets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The images that a file of a network says it was trained on. */
final class RecordedImages {

  private RecordedImages() {}

  /**
   * What they are loaded by, if they are here.
   *
   * @param architecture the id of the network
   * @throws IllegalArgumentException with one sentence if they are not
   */
  static String source(String architecture, TrainedOn trainedOn) {
    String source = trainedOn.source();
    boolean isHere =
        DataSets.names().contains(source) || (!source.isEmpty() && Files.exists(Path.of(source)));
    if (!isHere) {
      throw new IllegalArgumentException(
          "the images that %s was trained on must be here, but %s is not: name others by --dataset"
              .formatted(architecture, source.isEmpty() ? trainedOn.dataset() : source));
    }
    return source;
  }
}
