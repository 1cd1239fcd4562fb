package io.proxynas.engine.graph;

import io.proxynas.engine.architecture.ImageShape;
import java.util.ArrayList;
import java.util.List;

/**
 * A network as a chain of operations, free of any batch size and back end. The last operation gives
 * the logits; a softmax with cross-entropy is understood after it.
 *
 * @param input shape of one image
 * @param operations in the order of the forward pass
 * @param parameters trainable ones first, then the running statistics; their offsets are contiguous
 * @param trainable the number of trainable values, the length of the first part of the flat vector
 */
public record Program(
    ImageShape input, List<Operation> operations, List<Parameter> parameters, int trainable) {

  public Program {
    operations = List.copyOf(operations);
    parameters = List.copyOf(parameters);
  }

  /** The length of the flat parameter vector, running statistics included. */
  public int size() {
    return parameters.stream().mapToInt(Parameter::size).sum();
  }

  /** Shapes along the chain: index 0 is the input, index i + 1 the output of operation i. */
  public List<ImageShape> shapes() {
    List<ImageShape> shapes = new ArrayList<>();
    shapes.add(input);
    for (Operation operation : operations) {
      shapes.add(operation.output(shapes.get(shapes.size() - 1)));
    }
    return shapes;
  }

  /** Floating-point operations of one image's forward pass. */
  public long flops() {
    List<ImageShape> shapes = shapes();
    long flops = 0;
    for (int i = 0; i < operations.size(); i++) {
      flops += operations.get(i).flops(shapes.get(i));
    }
    return flops;
  }

  /** The index in {@link #shapes()} of the embedding: what enters the last operation. */
  public int embedding() {
    return operations.size() - 1;
  }
}
