package io.proxynas.engine.torch;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Instruction;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.torch.function.Context;
import io.proxynas.engine.torch.function.FlatParameters;
import io.proxynas.engine.torch.function.FunctionMaker;
import io.proxynas.engine.torch.function.TensorFunction;
import io.proxynas.engine.torch.function.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.jspecify.annotations.Nullable;

/**
 * A program for one pass and batch size, from tensors to tensors: a function for each instruction.
 *
 * <p>What belongs to it is in a scope that {@link #close} frees. A forward pass makes tensors, of
 * which those that are needed later are counted up, and freed by the next forward pass, by {@link
 * #forget} or by {@link #close}; all others are freed at the end of the instruction that made them.
 */
final class TensorProgram implements AutoCloseable {

  private final PointerScope scope;
  private final Pass pass;
  private final List<Instruction> instructions;
  private final List<TensorFunction> functions = new ArrayList<>();
  private final Liveness liveness;
  private final FlatParameters parameters;
  private final BoolOptional keepsGraph;
  private final TensorArrayRefOptional allLeaves;

  /** By value, of the last forward pass; null where nobody needs it any more. */
  private final @Nullable Tensor[] values;

  /**
   * @param parameters of the program, which outlive it
   * @param masks draws what dropout keeps
   */
  TensorProgram(
      Program program,
      int batch,
      Pass pass,
      FlatParameters parameters,
      RandomGenerator masks,
      Values maker) {
    this.pass = pass;
    this.parameters = parameters;
    int end = pass.endsAtEmbedding() ? program.embedding() : program.instructions().size();
    instructions = program.instructions().subList(0, end);
    liveness = new Liveness(program, pass, end);
    values = new Tensor[end + 1];
    try (PointerScope building = new PointerScope()) {
      Context context = new Context(batch, pass, parameters.of(pass), masks, maker);
      List<ImageShape> shapes = program.shapes();
      for (Instruction instruction : instructions) {
        var inputs = instruction.inputs().stream().map(shapes::get).toList();
        functions.add(instruction.operation().accept(new FunctionMaker(context, inputs)));
      }
      keepsGraph = new BoolOptional(false);
      allLeaves = new TensorArrayRefOptional();
      scope = building.extend(); // last: until then all is freed where something fails
    }
  }

  Pass pass() {
    return pass;
  }

  void holdGates(boolean hold) {
    functions.forEach(function -> function.holdGates(hold));
  }

  /**
   * Runs forward.
   *
   * @param images gives (batch, C, H, W); what it makes on the way is freed at once
   * @return what the last instruction gives, which is kept
   */
  Tensor forward(Supplier<Tensor> images) {
    forget();
    Scoped.run(
        () -> {
          Tensor first = images.get();
          first.set_requires_grad(pass.pixelGradients());
          values[0] = first.retainReference();
        });
    for (int i = 0; i < functions.size(); i++) {
      int step = i;
      Scoped.run(() -> values[step + 1] = apply(step).retainReference());
      liveness.endingAt(i).forEach(this::forget);
    }
    return result();
  }

  private Tensor apply(int step) {
    List<Tensor> inputs = instructions.get(step).inputs().stream().map(this::value).toList();
    return functions.get(step).apply(inputs);
  }

  /** What the last instruction gave. */
  Tensor result() {
    return value(functions.size());
  }

  /** A value of the last forward pass; the images are the first. */
  Tensor value(int index) {
    Tensor value = values[index];
    if (value == null) {
      throw new IllegalStateException(
          "value %d must have been kept by a forward pass of %s, but was not"
              .formatted(index, pass));
    }
    return value;
  }

  /**
   * Runs backward; the parameters' gradients are those of this pass alone.
   *
   * @param direction the gradient of the loss with respect to the result, in its shape
   */
  void backward(Tensor direction) {
    parameters.clearGradients();
    result().backward(direction, keepsGraph, false, allLeaves);
  }

  /** Frees what the last forward pass has kept. */
  void forget() {
    for (int i = 0; i < values.length; i++) {
      forget(i);
    }
  }

  private void forget(int index) {
    Tensor value = values[index];
    if (value != null) {
      value.close();
      values[index] = null;
    }
  }

  @Override
  public void close() {
    forget();
    functions.forEach(TensorFunction::close);
    scope.close();
  }
}
