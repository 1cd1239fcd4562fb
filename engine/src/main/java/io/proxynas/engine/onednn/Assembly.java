package io.proxynas.engine.onednn;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.graph.Step;
import io.proxynas.engine.graph.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.bytedeco.dnnl.memory;

/**
 * Makes the kernels of a program and the tensors between them. A value with several consumers has
 * one gradient: the consumer that comes last writes it, since backward passes run from the last
 * kernel to the first, and each other one writes apart and is added by a {@link GradientSumKernel}.
 */
final class Assembly {

  private final Context context;
  private final Program program;
  private final List<ImageShape> shapes;
  private final int end;
  private final List<Kernel> kernels = new ArrayList<>();

  /** By value: its tensor. */
  private final List<Tensor> tensors = new ArrayList<>();

  /** By value: the earlier value of which it is just another name, or itself. */
  private final int[] origins;

  /** By origin: how many inputs of steps it is, and how many of them have no kernel yet. */
  private final int[] uses;

  private final int[] left;

  /** By index of a step's input: gradients to be added, one a format, taken again and again. */
  private final List<List<memory>> parts = new ArrayList<>();

  /**
   * @param image the tensor of the images
   * @param end the number of steps to make kernels for
   */
  Assembly(Context context, Program program, Tensor image, int end) {
    this.context = context;
    this.program = program;
    this.end = end;
    shapes = program.shapes();
    origins = new int[end + 1];
    uses = new int[end + 1];
    for (int i = 0; i < end; i++) {
      Step step = program.steps().get(i);
      if (isSkipped(step)) {
        origins[i + 1] = origin(step);
      } else {
        origins[i + 1] = i + 1;
        step.inputs().forEach(value -> uses[origins[value]]++);
      }
    }
    left = uses.clone();
    tensors.add(image);
    for (int i = 0; i < end; i++) {
      i = add(i);
    }
  }

  List<Kernel> kernels() {
    return kernels;
  }

  /** The tensor of the last step's value. */
  Tensor result() {
    return tensors.get(end);
  }

  /** The tensor of a step's value. */
  Tensor result(int step) {
    return tensors.get(step + 1);
  }

  private boolean isSkipped(Step step) {
    return step.operation() instanceof Operation.Dropout && context.pass() != Pass.TRAIN;
  }

  private int origin(Step step) {
    return origins[step.inputs().get(0)];
  }

  /** Adds a step; returns its index, or that of the ReLU which became part of it. */
  private int add(int i) {
    Step step = program.steps().get(i);
    if (isSkipped(step)) {
      tensors.add(tensors.get(origin(step)));
      return i;
    }
    List<Tensor> in = new ArrayList<>();
    for (int slot = 0; slot < step.inputs().size(); slot++) {
      in.add(consume(origins[step.inputs().get(slot)], slot));
    }
    if (step.operation() instanceof Operation.Activation activation
        && mayOverwrite(origin(step), activation)) {
      kernels.add(activation(activation, in.get(0), in.get(0)));
      tensors.add(in.get(0));
      return i;
    }
    boolean relu = !holdsGates() && normalizes(step.operation()) && reluFollows(i);
    Tensor out = context.tensor(context.images(shapes.get(i + 1)), context.pass().backward());
    addKernel(step, relu, i, in, out);
    tensors.add(out);
    if (relu) {
      tensors.add(out);
      return i + 1;
    }
    return i;
  }

  /** The tensor of a value as its next consumer shall see it. */
  private Tensor consume(int value, int slot) {
    left[value]--;
    Tensor tensor = tensors.get(value);
    if (left[value] == 0 || tensor.gradient() == null) {
      return tensor;
    }
    memory part = part(tensor.desc(), slot);
    kernels.add(new GradientSumKernel(context, tensor.gradient(), part));
    return new Tensor(tensor.desc(), tensor.value(), part);
  }

  private memory part(memory.desc desc, int slot) {
    while (parts.size() <= slot) {
      parts.add(new ArrayList<>());
    }
    for (memory known : parts.get(slot)) {
      if (known.get_desc().equals(desc)) {
        return known;
      }
    }
    memory part = context.allocate(desc);
    parts.get(slot).add(part);
    return part;
  }

  /** Whether nobody else needs the value, neither another consumer nor who made it. */
  private boolean mayOverwrite(int value, Operation.Activation activation) {
    if (value == 0 || uses[value] > 1 || !ActivationKernel.readsResult(activation)) {
      return false;
    }
    Operation maker = program.steps().get(value - 1).operation();
    return !(maker instanceof Operation.Activation || maker instanceof Operation.Softmax);
  }

  private static boolean normalizes(Operation operation) {
    return operation instanceof Operation.BatchNormalization
        || operation instanceof Operation.GroupNormalization;
  }

  /** Whether the next step is a ReLU of the value of step i, which nobody else needs. */
  private boolean reluFollows(int i) {
    return i + 1 < end
        && program.steps().get(i + 1).operation() instanceof Operation.Activation activation
        && activation.isRelu()
        && origin(program.steps().get(i + 1)) == i + 1
        && uses[i + 1] == 1;
  }

  private boolean holdsGates() {
    return context.pass() == Pass.PIXEL_GRADIENT;
  }

  private Kernel activation(Operation.Activation activation, Tensor in, Tensor out) {
    return holdsGates() && activation.function() == Operation.Activation.Function.RELU
        ? new GateKernel(context, activation, in, out)
        : new ActivationKernel(context, activation, in, out);
  }

  private void addKernel(Step step, boolean relu, int i, List<Tensor> inputs, Tensor out) {
    Tensor in = inputs.get(0);
    ImageShape from = shapes.get(step.inputs().get(0));
    ImageShape to = shapes.get(i + 1);
    Operation operation = step.operation();
    if (operation instanceof Operation.Convolution convolution) {
      addConvolution(convolution, from, in, out);
    } else if (operation instanceof Operation.BatchNormalization batch) {
      memory.desc format = ChannelNormalization.fast(context, in.desc());
      addBetween(
          format,
          format,
          in,
          out,
          (x, y) -> new BatchNormalizationKernel(context, batch, relu, x, y));
    } else if (operation instanceof Operation.GroupNormalization group) {
      addGroupNormalization(group, relu, from, in, out);
    } else if (operation instanceof Operation.Activation activation) {
      kernels.add(activation(activation, in, out));
    } else if (operation instanceof Operation.Softmax) {
      kernels.add(new SoftmaxKernel(context, in, out));
    } else if (operation instanceof Operation.Pooling pooling) {
      boolean blocks = PoolingKernel.isFasterInBlocks(context, pooling, in.desc(), out.desc());
      addBetween(
          blocks ? Context.inBlocks(in.desc()) : in.desc(),
          blocks ? Context.inBlocks(out.desc()) : out.desc(),
          in,
          out,
          (x, y) -> new PoolingKernel(context, pooling, x, y));
    } else if (operation instanceof Operation.Dense linear) {
      kernels.add(new DenseKernel(context, linear, from, in, out));
    } else if (operation instanceof Operation.Dropout dropout) {
      kernels.add(new DropoutKernel(context, dropout, in, out));
    } else if (operation instanceof Operation.Padding padding) {
      kernels.add(new PaddingKernel(context, padding.window(), in, out));
    } else if (operation instanceof Operation.Reshape) {
      kernels.add(new ReshapeKernel(context, from, to, in, out));
    } else if (operation instanceof Operation.Broadcast) {
      kernels.add(new BroadcastKernel(context, in, out));
    } else if (operation instanceof Operation.Sum sum) {
      kernels.add(new SumKernel(context, sum, inputs, out));
    } else if (operation instanceof Operation.Product) {
      kernels.add(new ProductKernel(context, inputs, out));
    } else if (operation instanceof Operation.Maximum) {
      kernels.add(new MaximumKernel(context, inputs, out));
    } else if (operation instanceof Operation.Concatenation) {
      List<ImageShape> parts = step.inputs().stream().map(shapes::get).toList();
      kernels.add(new ConcatenationKernel(context, parts, inputs, to, out));
    }
  }

  private void addConvolution(
      Operation.Convolution convolution, ImageShape from, Tensor in, Tensor out) {
    Window excess = convolution.window().excess();
    Tensor framed = in;
    if (excess.pads()) {
      ImageShape larger = excess.output(from, from.channels());
      framed = context.tensor(context.images(larger), in.gradient() != null);
      kernels.add(new PaddingKernel(context, excess, in, framed));
    }
    ConvolutionGeometry geometry =
        ConvolutionGeometry.fast(
            context,
            convolution.withoutExcess(),
            framed.desc(),
            out.desc(),
            framed.gradient() != null);
    addBetween(
        geometry.in(),
        geometry.out(),
        framed,
        out,
        (x, y) -> new ConvolutionKernel(context, geometry, x, y));
  }

  private void addGroupNormalization(
      Operation.GroupNormalization group, boolean relu, ImageShape shape, Tensor in, Tensor out) {
    memory.desc view = context.asOneImage(shape);
    memory.desc format = ChannelNormalization.fast(context, view);
    boolean instance = group.groups() == shape.channels();
    addBetween(
        format,
        format,
        context.view(in, view),
        context.view(out, view),
        (x, y) ->
            instance
                ? new InstanceNormalizationKernel(context, group, relu, x, y)
                : new GroupNormalizationKernel(context, group, relu, shape, x, y));
  }

  /** Adds a kernel that works in other formats, with reorders before and after it. */
  private void addBetween(
      memory.desc inside,
      memory.desc outside,
      Tensor in,
      Tensor out,
      BiFunction<Tensor, Tensor, Kernel> kernel) {
    Tensor source = inFormat(inside, in);
    if (source != in) {
      kernels.add(new ReorderKernel(context, in, source));
    }
    Tensor destination = inFormat(outside, out);
    kernels.add(kernel.apply(source, destination));
    if (destination != out) {
      kernels.add(new ReorderKernel(context, destination, out));
    }
  }

  private Tensor inFormat(memory.desc format, Tensor tensor) {
    return format.equals(tensor.desc())
        ? tensor
        : context.tensor(format, tensor.gradient() != null);
  }
}
