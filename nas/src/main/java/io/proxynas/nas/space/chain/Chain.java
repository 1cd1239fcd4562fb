package io.proxynas.nas.space.chain;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.architecture.Stack;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * A network of a user's own space: one choice a slot, one after another, and a dense softmax layer.
 *
 * @param space its name
 * @param slots of the space
 * @param choices one name a slot
 */
record Chain(String space, List<Slot> slots, List<String> choices) implements Architecture {

  public Chain {
    slots = List.copyOf(slots);
    choices = List.copyOf(choices);
    if (choices.size() != slots.size()) {
      throw new IllegalArgumentException(
          "a network must have one choice for each of %d slots, but had %s"
              .formatted(slots.size(), choices));
    }
    for (int i = 0; i < choices.size(); i++) {
      if (!slots.get(i).choices().containsKey(choices.get(i))) {
        throw new IllegalArgumentException(
            "choice %d must be one of %s, but was %s"
                .formatted(i + 1, String.join(", ", slots.get(i).names()), choices.get(i)));
      }
    }
  }

  /** The space's name and the choices, as in {@code mine:narrow-wide-none}. */
  @Override
  public String id() {
    return space + ":" + String.join("-", choices);
  }

  @Override
  public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
    Stack stack = new Stack(input, seed);
    IntStream.range(0, slots.size())
        .mapToObj(i -> slots.get(i).choices().get(choices.get(i)))
        .flatMap(List::stream)
        .forEach(layer -> layer.addTo(stack));
    return stack.softmax(classes);
  }
}
