package io.proxynas.engine.graph;

import java.util.List;
import java.util.OptionalInt;

/**
 * One operation of a {@link Program} and where its inputs come from.
 *
 * @param operation what is computed
 * @param inputs values, by index: 0 is the image, i + 1 the result of instruction i
 */
public record Instruction(Operation operation, List<Integer> inputs) {

  public Instruction {
    inputs = List.copyOf(inputs);
    OptionalInt count = operation.inputs();
    boolean fits = count.isPresent() ? inputs.size() == count.getAsInt() : !inputs.isEmpty();
    if (!fits) {
      throw new IllegalArgumentException(
          "%s must have %s, but has %s"
              .formatted(operation.getClass().getSimpleName(), rule(count), inputs));
    }
  }

  private static String rule(OptionalInt count) {
    if (count.isEmpty()) {
      return "at least 1 input";
    }
    return count.getAsInt() == 1 ? "exactly 1 input" : "exactly " + count.getAsInt() + " inputs";
  }
}
