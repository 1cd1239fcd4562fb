package io.proxynas.engine.graph;

import io.proxynas.engine.architecture.ImageShape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network as a directed acyclic graph of operations, free of any batch size and back end. The
 * last step gives the values (logits) that the loss takes; every other step leads to it.
 *
 * @param input shape of one image
 * @param steps in topological order
 * @param loss after the last step
 * @param parameters trainable ones first, then the running statistics; their offsets are contiguous
 * @param trainable the number of trainable values, the length of the first part of the flat vector
 */
public record Program(
    ImageShape input, List<Step> steps, Loss loss, List<Parameter> parameters, int trainable) {

  public Program {
    steps = List.copyOf(steps);
    parameters = List.copyOf(parameters);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a program must have at least 1 step, but has 0");
    }
    for (int i = 0; i < steps.size(); i++) {
      for (int value : steps.get(i).inputs()) {
        if (value < 0 || value > i) {
          throw new IllegalArgumentException(
              "the inputs of step %d must be values in [0, %d], but one was %d"
                  .formatted(i, i, value));
        }
      }
    }
  }

  /** The length of the flat parameter vector, running statistics included. */
  public int size() {
    return parameters.stream().mapToInt(Parameter::size).sum();
  }

  /** Shapes of the values: index 0 is the image, index i + 1 the result of step i. */
  public List<ImageShape> shapes() {
    List<ImageShape> shapes = new ArrayList<>();
    shapes.add(input);
    for (Step step : steps) {
      shapes.add(step.operation().output(inputs(step, shapes)));
    }
    return shapes;
  }

  private static List<ImageShape> inputs(Step step, List<ImageShape> shapes) {
    return step.inputs().stream().map(shapes::get).toList();
  }

  /** The weights of convolutions and dense layers, without biases, in the order of the steps. */
  public Stream<Parameter> weights() {
    return steps.stream()
        .map(Step::operation)
        .filter(Operation.Linear.class::isInstance)
        .map(operation -> ((Operation.Linear) operation).weights());
  }

  /** Floating-point operations of one image's forward pass. */
  public long flops() {
    List<ImageShape> shapes = shapes();
    long flops = 0;
    for (Step step : steps) {
      flops += step.operation().flops(inputs(step, shapes));
    }
    return flops;
  }

  /** The number of values that the last step gives for one image. */
  public int outputs() {
    return shapes().get(steps.size()).size();
  }

  /** The index in {@link #shapes()} of the embedding: what enters the last step. */
  public int embedding() {
    return steps.size() - 1;
  }
}
