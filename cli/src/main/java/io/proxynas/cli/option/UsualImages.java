package io.proxynas.cli.option;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.model.TrainedOn;
import java.util.Optional;

/**
 * How the images of a folder are taken where the user says nothing.
 *
 * @param size height and width to which they are resized; empty for their own
 * @param splitSeed decides which are the test part, where they have none; empty for the usual one
 */
public record UsualImages(Optional<Integer> size, Optional<Seed> splitSeed) {

  /** Nothing is known of them. */
  public static final UsualImages UNKNOWN = new UsualImages(Optional.empty(), Optional.empty());

  /** As for the training of a network. */
  public static UsualImages of(ImageShape shape, Optional<TrainedOn> trainedOn) {
    return new UsualImages(
        shape.height() == shape.width() ? Optional.of(shape.height()) : Optional.empty(),
        trainedOn.flatMap(TrainedOn::splitSeed));
  }
}
