package io.proxynas.engine.internal.onednn.kernel;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Window;
import io.proxynas.engine.internal.kernel.Kernel;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import io.proxynas.engine.internal.onednn.winograd.Winograd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.bytedeco.dnnl.memory;

/**
 * Makes the kernels of one step: that of its operation, and those around it that bring values into
 * other formats and back where it is faster in these.
 *
 * @param shapes of one image of each input
 * @param inputs the values that it reads
 * @param out where the result goes; of an activation it may be the input
 * @param following what is done in the kernel, too
 */
public record KernelMaker(
    Context context, List<ImageShape> shapes, List<Tensor> inputs, Tensor out, Following following)
    implements Operation.Visitor<List<Kernel>> {

  private Tensor in() {
    return inputs.get(0);
  }

  private ImageShape shape() {
    return shapes.get(0);
  }

  @Override
  public List<Kernel> visit(Operation.Sum operation) {
    return List.of(Elementwise.sum(context, operation, inputs, out));
  }

  @Override
  public List<Kernel> visit(Operation.Product operation) {
    return List.of(Elementwise.product(context, inputs, out));
  }

  @Override
  public List<Kernel> visit(Operation.Maximum operation) {
    return List.of(Elementwise.maximum(context, inputs, out));
  }

  @Override
  public List<Kernel> visit(Operation.Broadcast operation) {
    return List.of(new BroadcastKernel(context, in(), out));
  }

  @Override
  public List<Kernel> visit(Operation.Concatenation operation) {
    ImageShape to = operation.output(shapes);
    return List.of(Copies.concatenation(context, shapes, inputs, to, out));
  }

  @Override
  public List<Kernel> visit(Operation.Convolution operation) {
    List<Kernel> kernels = new ArrayList<>();
    Window excess = operation.window().excess();
    Tensor framed = in();
    ImageShape framedShape = excess.output(shape(), shape().channels());
    if (excess.pads()) {
      framed = context.tensor(context.images(framedShape), in().gradient() != null);
      kernels.add(Copies.padding(context, excess, in(), framed));
    }
    Operation.Convolution convolution = operation.withoutExcess();
    Optional<Winograd> winograd = Winograd.of(context, convolution, framedShape);
    if (winograd.isPresent()) {
      kernels.add(new WinogradKernel(winograd.get(), convolution, following, framed, out));
      return kernels;
    }
    ConvolutionGeometry geometry =
        ConvolutionGeometry.fast(
            context, convolution, framed.desc(), out.desc(), framed.gradient() != null);
    kernels.addAll(
        between(
            geometry.in(),
            geometry.out(),
            framed,
            out,
            (x, y) -> new ConvolutionKernel(context, geometry, following, x, y)));
    return kernels;
  }

  @Override
  public List<Kernel> visit(Operation.BatchNormalization operation) {
    memory.desc format = ChannelNormalization.fast(context, in().desc());
    return between(
        format,
        format,
        in(),
        out,
        (x, y) -> new BatchNormalizationKernel(context, operation, following.isRelu(), x, y));
  }

  @Override
  public List<Kernel> visit(Operation.GroupNormalization operation) {
    memory.desc view = context.asOneImage(shape());
    memory.desc format = ChannelNormalization.fast(context, view);
    boolean instance = operation.groups() == shape().channels();
    return between(
        format,
        format,
        context.view(in(), view),
        context.view(out, view),
        (x, y) ->
            instance
                ? new InstanceNormalizationKernel(context, operation, following.isRelu(), x, y)
                : new GroupNormalizationKernel(
                    context, operation, following.isRelu(), shape(), x, y));
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
    return List.of(Copies.padding(context, operation.window(), in(), out));
  }

  @Override
  public List<Kernel> visit(Operation.Reshape operation) {
    return List.of(Copies.reshape(context, shape(), operation.to(), in(), out));
  }

  @Override
  public List<Kernel> visit(Operation.Pooling operation) {
    boolean blocks = Pooling.isFasterInBlocks(context, operation, in().desc(), out.desc());
    return between(
        blocks ? Context.inBlocks(in().desc()) : in().desc(),
        blocks ? Context.inBlocks(out.desc()) : out.desc(),
        in(),
        out,
        (x, y) -> Pooling.kernel(context, operation, x, y));
  }

  @Override
  public List<Kernel> visit(Operation.Dense operation) {
    return List.of(new DenseKernel(context, operation, shape(), in(), out));
  }

  /** A kernel that works in other formats, with reorders before and after it. */
  private List<Kernel> between(
      memory.desc inside,
      memory.desc outside,
      Tensor from,
      Tensor to,
      BiFunction<Tensor, Tensor, Kernel> kernel) {
    List<Kernel> kernels = new ArrayList<>();
    Tensor source = inFormat(inside, from);
    if (source != from) {
      kernels.add(Copies.reorder(context, from, source));
    }
    Tensor destination = inFormat(outside, to);
    kernels.add(kernel.apply(source, destination));
    if (destination != to) {
      kernels.add(Copies.reorder(context, destination, to));
    }
    return kernels;
  }

  private Tensor inFormat(memory.desc format, Tensor tensor) {
    return format.equals(tensor.desc())
        ? tensor
        : context.tensor(format, tensor.gradient() != null);
  }
}
