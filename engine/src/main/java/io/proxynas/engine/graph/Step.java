package io.proxynas.engine.graph;

import java.util.List;

/**
 * One operation of a {@link Program} and where its inputs come from.
 *
 * @param operation what is computed
 * @param inputs values, by index: 0 is the image, i + 1 the result of step i
 */
public record Step(Operation operation, List<Integer> inputs) {

  public Step {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty() || operation instanceof Operation.OfOne && inputs.size() != 1) {
      throw new IllegalArgumentException(
          "a step must have at least one input, and exactly one where it joins none, but "
              + operation
              + " has "
              + inputs);
    }
  }
}
