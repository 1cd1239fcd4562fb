package io.proxynas.eval.sketch;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.nas.space.SearchSpace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of a candidate beside its scores: what was chosen for it, and what it consists of.
 *
 * @param choices the value of each decision of the space by its name, in their order
 * @param layers from the image to the classes; none where they are not known
 */
public record NetworkDetails(Map<String, String> choices, List<LayerSketch> layers) {

  public NetworkDetails {
    choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
    layers = List.copyOf(layers);
  }

  /** Of a member of a space, for such images. */
  public static NetworkDetails of(
      SearchSpace space, Architecture architecture, ImageShape shape, int classes) {
    return new NetworkDetails(
        space.namedChoices(architecture), NetworkSketch.of(architecture, shape, classes));
  }

  /** The choices alone. */
  public NetworkDetails withoutLayers() {
    return new NetworkDetails(choices, List.of());
  }
}
