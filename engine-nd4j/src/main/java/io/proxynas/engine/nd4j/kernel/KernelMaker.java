package io.proxynas.engine.nd4j.kernel;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Window;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.internal.kernel.Kernel;
import io.proxynas.engine.nd4j.call.Context;
import io.proxynas.engine.nd4j.call.NativeCall;
import io.proxynas.engine.nd4j.call.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes the kernels of one step: that of its operation, and those that put images into a frame
 * where ND4J's operations can't pad as it says.
 *
 * @param shape of one image of the first input
 * @param inputs the values that it reads
 * @param out where the result goes
 */
public record KernelMaker(Context context, ImageShape shape, List<Tensor> inputs, Tensor out)
    implements Operation.Visitor<List<Kernel>> {

  private Tensor in() {
    return inputs.get(0);
  }

  @Override
  public List<Kernel> visit(Operation.Sum operation) {
    return List.of(Elementwise.sum(context, operation, inputs, out));
  }

  @Override
  public List<Kernel> visit(Operation.Product operation) {
    return List.of(Elementwise.product(in(), inputs.get(1), out));
  }

  @Override
  public List<Kernel> visit(Operation.Maximum operation) {
    return List.of(Elementwise.maximum(context, in(), inputs.get(1), out));
  }

  @Override
  public List<Kernel> visit(Operation.Broadcast operation) {
    return List.of(Elementwise.broadcast(context, in(), out));
  }

  @Override
  public List<Kernel> visit(Operation.Concatenation operation) {
    return List.of(Elementwise.concatenation(inputs, out));
  }

  @Override
  public List<Kernel> visit(Operation.Convolution operation) {
    Window window = operation.window();
    if (!Frame.isNeeded(window, shape)) {
      return List.of(new ConvolutionKernel(context, operation, in(), out));
    }
    Operation.Convolution inner =
        new Operation.Convolution(
            operation.weights(),
            operation.bias(),
            Frame.withoutPadding(window),
            operation.groups());
    Tensor framed = framed(window, 0);
    return List.of(frame(window, framed), new ConvolutionKernel(context, inner, framed, out));
  }

  @Override
  public List<Kernel> visit(Operation.BatchNormalization operation) {
    return List.of(
        context.pass().batchStatistics()
            ? new BatchNormalizationKernel(context, operation, shape, in(), out)
            : new RunningNormalizationKernel(context, operation, shape, in(), out));
  }

  @Override
  public List<Kernel> visit(Operation.GroupNormalization operation) {
    Normalization normalization = Normalization.of(operation, context.batch(), shape);
    return List.of(new NormalizationKernel(context, normalization, shape, in(), out));
  }

  @Override
  public List<Kernel> visit(Operation.Activation operation) {
    return List.of(
        context.pass().holdsGates() && operation.isGate()
            ? new GateKernel(context, operation, in(), out)
            : Activations.kernel(context, operation, in(), out));
  }

  @Override
  public List<Kernel> visit(Operation.Softmax operation) {
    return List.of(Elementwise.softmax(context, in(), out));
  }

  @Override
  public List<Kernel> visit(Operation.Dropout operation) {
    return List.of(new DropoutKernel(context, operation, in(), out));
  }

  @Override
  public List<Kernel> visit(Operation.Padding operation) {
    return List.of(frame(operation.window(), out));
  }

  /** None: the result has the bytes of the input. */
  @Override
  public List<Kernel> visit(Operation.Reshape operation) {
    return List.of();
  }

  @Override
  public List<Kernel> visit(Operation.Pooling operation) {
    Window window = operation.window();
    if (!Frame.isNeeded(window, shape)) {
      return List.of(Pooling.kernel(operation, in(), out));
    }
    boolean maximum = operation.kind() == Operation.Pooling.Kind.MAX;
    Tensor framed = framed(window, maximum ? -Float.MAX_VALUE : 0);
    Operation.Pooling inner = new Operation.Pooling(operation.kind(), Frame.withoutPadding(window));
    List<Kernel> kernels = new ArrayList<>();
    kernels.add(frame(window, framed));
    kernels.add(Pooling.kernel(inner, framed, out));
    if (operation.kind() == Operation.Pooling.Kind.AVERAGE) {
      kernels.add(withoutZeros(window));
    }
    return kernels;
  }

  @Override
  public List<Kernel> visit(Operation.Dense operation) {
    return List.of(new DenseKernel(context, operation, in(), out));
  }

  /** Makes means that count the padding ones that do not; its backward pass comes before theirs. */
  private Kernel withoutZeros(Window window) {
    INDArray factors = Pooling.correction(context, window, shape.height(), shape.width());
    CallKernel kernel =
        new CallKernel().forward(new NativeCall("multiply", out.value(), factors, out.value()));
    return out.gradient() == null
        ? kernel
        : kernel.backward(new NativeCall("multiply", out.gradient(), factors, out.gradient()));
  }

  /** Room for the input inside a frame of one value, as wide as the window pads. */
  private Tensor framed(Window window, float value) {
    Window padding = Frame.paddingOf(window);
    Tensor larger =
        context.tensor(padding.output(shape, shape.channels()), in().gradient() != null);
    larger.value().assign(value);
    return larger;
  }

  private Kernel frame(Window window, Tensor framed) {
    return Frame.kernel(Frame.paddingOf(window), in(), framed);
  }
}
