package io.proxynas.engine.backend;

import java.util.List;

/**
 * The images of a step of training.
 *
 * @param images of which some are taken
 * @param indices of those taken, at least 1
 * @param alterations one for each of them, in the same order, or none at all for images as they are
 */
public record ResidentBatch(ResidentImages images, int[] indices, List<Alteration> alterations) {

  public ResidentBatch {
    alterations = List.copyOf(alterations);
    if (indices.length == 0) {
      throw new IllegalArgumentException("a batch must have at least 1 image, but has 0");
    }
    for (int index : indices) {
      if (index < 0 || index >= images.count()) {
        throw new IllegalArgumentException(
            "an index must be one of the %d images of its set, but was %d"
                .formatted(images.count(), index));
      }
    }
    if (!alterations.isEmpty() && alterations.size() != indices.length) {
      throw new IllegalArgumentException(
          "there must be an alteration for each of %d images or for none, but there are %d"
              .formatted(indices.length, alterations.size()));
    }
  }

  /** How many images are taken. */
  public int count() {
    return indices.length;
  }
}
