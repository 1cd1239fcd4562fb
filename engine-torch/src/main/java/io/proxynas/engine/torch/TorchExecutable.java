package io.proxynas.engine.torch;

import io.proxynas.engine.backend.Executable;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Instruction;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.torch.function.Context;
import io.proxynas.engine.torch.function.FunctionMaker;
import io.proxynas.engine.torch.function.TensorFunction;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.jspecify.annotations.Nullable;

/**
 * A program's parameters on a device, and a function of tensors for each instruction.
 *
 * <p>What belongs to the executable is in a scope that {@link #close} frees. A forward pass makes
 * tensors, of which those that are needed later are counted up, and freed by the next forward pass
 * or by {@link #close}; all others are freed at the end of the instruction that made them.
 */
final class TorchExecutable implements Executable {

  private final PointerScope scope;
  private final Context context;
  private final List<Instruction> instructions;
  private final List<TensorFunction> functions = new ArrayList<>();
  private final Liveness liveness;
  private final BoolOptional keepsGraph;
  private final TensorArrayRefOptional allLeaves;

  /** By value, of the last forward pass; null where nobody needs it any more. */
  private final @Nullable Tensor[] values;

  TorchExecutable(Program program, int batch, Pass pass, NetworkState state, TorchDevice device) {
    OpenMpThreads.begin();
    int end = pass.endsAtEmbedding() ? program.embedding() : program.instructions().size();
    instructions = program.instructions().subList(0, end);
    liveness = new Liveness(program, pass, end);
    values = new Tensor[end + 1];
    try (PointerScope building = new PointerScope()) {
      scope = building.extend();
      context = new Context(program, batch, pass, state, device.values());
      for (Instruction instruction : instructions) {
        var inputs = instruction.inputs().stream().map(program.shapes()::get).toList();
        functions.add(instruction.operation().accept(new FunctionMaker(context, inputs)));
      }
      keepsGraph = new BoolOptional(false);
      allLeaves = new TensorArrayRefOptional();
    }
  }

  @Override
  public void load() {
    Scoped.run(() -> context.parameters().load());
  }

  @Override
  public void holdGates(boolean hold) {
    functions.forEach(function -> function.holdGates(hold));
  }

  @Override
  public void forward(float[] images, int offset, float[] into, int intoOffset) {
    OpenMpThreads.begin();
    forgetStep();
    Scoped.run(() -> values[0] = context.images(images, offset).retainReference());
    for (int i = 0; i < functions.size(); i++) {
      int step = i;
      Scoped.run(() -> values[step + 1] = apply(step).retainReference());
      liveness.endingAt(i).forEach(this::forget);
    }
    Scoped.run(
        () -> {
          context.moveStatistics();
          context.values().get(value(functions.size()), into, intoOffset);
        });
  }

  private Tensor apply(int step) {
    List<Tensor> inputs = instructions.get(step).inputs().stream().map(this::value).toList();
    return functions.get(step).apply(inputs);
  }

  private Tensor value(int index) {
    Tensor value = values[index];
    if (value == null) {
      throw new IllegalStateException(
          "value %d must have been kept by a forward pass of %s, but was not"
              .formatted(index, context.pass()));
    }
    return value;
  }

  @Override
  public void backward(float[] gradient, int offset) {
    if (!context.pass().backward()) {
      throw new IllegalStateException("pass " + context.pass() + " has no backward");
    }
    Scoped.run(
        () -> {
          context.parameters().clearGradients();
          Tensor result = value(functions.size());
          Tensor direction = context.values().of(gradient, offset, result.sizes().vec().get());
          result.backward(direction, keepsGraph, false, allLeaves);
          context.parameters().storeGradients();
        });
  }

  @Override
  public void pixelGradient(float[] into, int offset) {
    if (!context.pass().pixelGradients()) {
      throw new IllegalStateException("pass " + context.pass() + " has no gradient of the pixels");
    }
    Scoped.run(() -> context.values().get(value(0).grad(), into, offset));
  }

  @Override
  public void activation(int step, float[] into) {
    Scoped.run(() -> context.values().get(value(step + 1), into, 0));
  }

  private void forgetStep() {
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
    forgetStep();
    functions.forEach(TensorFunction::close);
    scope.close();
  }
}
