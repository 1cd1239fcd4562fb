package io.proxynas.engine.graph;

import io.proxynas.engine.architecture.ImageShape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network as a directed acyclic graph of operations, free of any batch size and back end. The
 * last instruction gives the values (logits) that the loss takes; every other instruction leads to
 * it.
 *
 * @param input shape of one image
 * @param instructions in topological order
 * @param loss after the last instruction
 * @param parameters trainable ones first, then the running statistics; their offsets are contiguous
 * @param trainable the number of trainable values, the length of the first part of the flat vector
 */
public record Program(
    ImageShape input,
    List<Instruction> instructions,
    Loss loss,
    List<Parameter> parameters,
    int trainable) {

  public Program {
    instructions = List.copyOf(instructions);
    parameters = List.copyOf(parameters);
    if (instructions.isEmpty()) {
      throw new IllegalArgumentException("a program must have at least 1 instruction, but has 0");
    }
    for (int i = 0; i < instructions.size(); i++) {
      for (int value : instructions.get(i).inputs()) {
        if (value < 0 || value > i) {
          throw new IllegalArgumentException(
              "the inputs of instruction %d must be values in [0, %d], but one was %d"
                  .formatted(i, i, value));
        }
      }
    }
  }

  /** The length of the flat parameter vector, running statistics included. */
  public int size() {
    return parameters.stream().mapToInt(Parameter::size).sum();
  }

  /** Shapes of the values: index 0 is the image, index i + 1 the result of instruction i. */
  public List<ImageShape> shapes() {
    List<ImageShape> shapes = new ArrayList<>();
    shapes.add(input);
    for (Instruction instruction : instructions) {
      shapes.add(instruction.operation().output(inputs(instruction, shapes)));
    }
    return shapes;
  }

  private static List<ImageShape> inputs(Instruction instruction, List<ImageShape> shapes) {
    return instruction.inputs().stream().map(shapes::get).toList();
  }

  /**
   * The weights of convolutions and dense layers, without biases, in the order of the instructions.
   */
  public Stream<Parameter> weights() {
    return instructions.stream()
        .map(Instruction::operation)
        .filter(Operation.Linear.class::isInstance)
        .map(operation -> ((Operation.Linear) operation).weights());
  }

  /** Whether there is a batch normalisation, so that an image's values depend on its batch. */
  public boolean normalizesOverBatch() {
    return instructions.stream()
        .anyMatch(step -> step.operation() instanceof Operation.BatchNormalization);
  }

  /** Floating-point operations of one image's forward pass. */
  public long flops() {
    List<ImageShape> shapes = shapes();
    long flops = 0;
    for (Instruction instruction : instructions) {
      flops += instruction.operation().flops(inputs(instruction, shapes));
    }
    return flops;
  }

  /** The number of values that the last instruction gives for one image. */
  public int outputs() {
    return shapes().get(instructions.size()).size();
  }

  /**
   * The index in {@link #shapes()} of the last value before the last instruction: the embedding, if
   * there is {@link #requireEmbedding one}.
   */
  public int embedding() {
    return instructions.size() - 1;
  }

  /**
   * Checks that one value alone enters the last instruction, so that all others lead to it.
   *
   * @throws IllegalStateException if several do
   */
  public void requireEmbedding() {
    Instruction last = instructions.get(instructions.size() - 1);
    if (last.inputs().stream().distinct().count() > 1) {
      throw new IllegalStateException(
          "an embedding must be the only value that enters the last operation, but this network's"
              + " %s takes the values %s"
                  .formatted(last.operation().getClass().getSimpleName(), last.inputs()));
    }
  }
}
