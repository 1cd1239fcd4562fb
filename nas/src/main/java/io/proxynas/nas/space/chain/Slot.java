package io.proxynas.nas.space.chain;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A place in a chain, with what may stand there.
 *
 * @param choices layers by the name of the choice, in the user's order, at least 1; none is the
 *     identity
 */
record Slot(Map<String, List<ChainLayer>> choices) implements Serializable {

  public Slot {
    choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
    if (choices.isEmpty()) {
      throw new IllegalArgumentException("a slot must have at least 1 choice, but had none");
    }
  }

  /** The names of the choices, in their order. */
  List<String> names() {
    return List.copyOf(choices.keySet());
  }
}
