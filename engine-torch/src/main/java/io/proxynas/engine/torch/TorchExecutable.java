package io.proxynas.engine.torch;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Executable;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.torch.function.FlatParameters;
import io.proxynas.engine.torch.function.Values;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** A program from arrays to arrays, with parameters of its own on a device. */
final class TorchExecutable implements Executable {

  private final PointerScope scope;
  private final NetworkState state;
  private final Values values;
  private final FlatParameters parameters;
  private final TensorProgram program;
  private final long[] images;

  TorchExecutable(Program program, int batch, Pass pass, NetworkState state, TorchDevice device) {
    OpenMpThreads.begin();
    this.state = state;
    ImageShape shape = program.input();
    images = new long[] {batch, shape.channels(), shape.height(), shape.width()};
    try (PointerScope building = new PointerScope()) {
      values = device.values();
      parameters = new FlatParameters(program, pass.weightGradients(), values);
      this.program = new TensorProgram(program, batch, pass, parameters, state.masks(), values);
      scope = building.extend(); // last: until then all is freed where something fails
    }
  }

  @Override
  public void load() {
    Scoped.run(() -> parameters.load(state.weights()));
  }

  @Override
  public void holdGates(boolean hold) {
    program.holdGates(hold);
  }

  @Override
  public void forward(float[] from, int offset, float[] into, int intoOffset) {
    OpenMpThreads.begin();
    Scoped.run(
        () -> {
          Tensor result = program.forward(() -> values.of(from, offset, images));
          if (program.pass().movesStatistics()) {
            parameters.storeRunning(state.weights());
          }
          values.get(result, into, intoOffset);
        });
  }

  @Override
  public void backward(float[] gradient, int offset) {
    if (!program.pass().backward()) {
      throw new IllegalStateException("pass " + program.pass() + " has no backward");
    }
    Scoped.run(
        () -> {
          program.backward(values.of(gradient, offset, program.result().sizes().vec().get()));
          if (program.pass().weightGradients()) {
            parameters.storeGradients(state.gradients());
          }
        });
  }

  @Override
  public void pixelGradient(float[] into, int offset) {
    if (!program.pass().pixelGradients()) {
      throw new IllegalStateException("pass " + program.pass() + " has no gradient of the pixels");
    }
    Scoped.run(() -> values.get(program.value(0).grad(), into, offset));
  }

  @Override
  public void activation(int step, float[] into) {
    Scoped.run(() -> values.get(program.value(step + 1), into, 0));
  }

  @Override
  public void close() {
    program.close();
    scope.close();
  }
}
