package io.proxynas.engine.nd4j;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.graph.Step;
import io.proxynas.engine.graph.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes the kernels of a program and the tensors between them. A value with several consumers has
 * one gradient: the consumer that comes last writes it, since backward passes run from the last
 * kernel to the first, and each other one writes apart and is added.
 */
final class Assembly {

  private final Context context;
  private final List<Step> steps;
  private final List<ImageShape> shapes;
  private final List<Kernel> kernels = new ArrayList<>();

  /** By value: its tensor; one of a reshaped value, or of skipped dropout, has the same bytes. */
  private final List<Tensor> tensors = new ArrayList<>();

  /** By value: the earlier value whose bytes it has, or itself. */
  private final int[] origins;

  /** By origin: how many inputs of steps it is that have no kernel yet. */
  private final int[] left;

  /** By place among a step's inputs and size: gradients to be added, taken again and again. */
  private final Map<List<Long>, INDArray> parts = new HashMap<>();

  /**
   * @param image the tensor of the images
   * @param end the number of steps to make kernels for
   */
  Assembly(Context context, Program program, Tensor image, int end) {
    this.context = context;
    steps = program.steps().subList(0, end);
    shapes = program.shapes();
    origins = new int[end + 1];
    left = new int[end + 1];
    for (int i = 0; i < end; i++) {
      Step step = steps.get(i);
      if (keepsBytes(step)) {
        origins[i + 1] = origins[step.inputs().get(0)];
      } else {
        origins[i + 1] = i + 1;
        step.inputs().forEach(value -> left[origins[value]]++);
      }
    }
    // Who asks for the result is its last consumer, and the first to write its gradient.
    left[origins[end]]++;
    tensors.add(image);
    for (int i = 0; i < end; i++) {
      tensors.add(add(steps.get(i), shapes.get(i + 1)));
    }
  }

  List<Kernel> kernels() {
    return kernels;
  }

  /** The tensor of the last step's value. */
  Tensor result() {
    return tensors.get(tensors.size() - 1);
  }

  /** The tensor of a step's value. */
  Tensor result(int step) {
    return tensors.get(step + 1);
  }

  private boolean keepsBytes(Step step) {
    return step.operation() instanceof Operation.Reshape
        || step.operation() instanceof Operation.Dropout && context.pass() != Pass.TRAIN;
  }

  private Tensor add(Step step, ImageShape shape) {
    if (keepsBytes(step)) {
      return tensors.get(step.inputs().get(0)).reshape(lengths(shape));
    }
    List<Tensor> in = new ArrayList<>();
    for (int slot = 0; slot < step.inputs().size(); slot++) {
      in.add(consume(step.inputs().get(slot), slot));
    }
    Tensor out = context.tensor(shape, context.pass().backward());
    addKernel(step, in, out);
    return out;
  }

  private long[] lengths(ImageShape shape) {
    return new long[] {context.batch(), shape.channels(), shape.height(), shape.width()};
  }

  /** The tensor of a value as its next consumer shall see it. */
  private Tensor consume(int value, int slot) {
    Tensor tensor = tensors.get(value);
    INDArray sum = tensor.gradient();
    if (--left[origins[value]] == 0 || sum == null) {
      return tensor;
    }
    INDArray part =
        parts.computeIfAbsent(List.of((long) slot, sum.length()), k -> context.array(sum.length()));
    INDArray shaped = part.reshape('c', sum.shape());
    kernels.add(Elementwise.gradientSum(sum, shaped));
    return new Tensor(tensor.value(), shaped);
  }

  private void addKernel(Step step, List<Tensor> inputs, Tensor out) {
    Tensor in = inputs.get(0);
    ImageShape from = shapes.get(step.inputs().get(0));
    Operation operation = step.operation();
    if (operation instanceof Operation.Convolution convolution) {
      addConvolution(convolution, from, in, out);
    } else if (operation instanceof Operation.Pooling pooling) {
      addPooling(pooling, from, in, out);
    } else {
      kernels.add(kernel(operation, from, inputs, out));
    }
  }

  private Kernel kernel(Operation operation, ImageShape from, List<Tensor> inputs, Tensor out) {
    Tensor in = inputs.get(0);
    if (operation instanceof Operation.BatchNormalization batch) {
      return context.pass().batchStatistics()
          ? new BatchNormalizationKernel(context, batch, from, in, out)
          : new RunningNormalizationKernel(context, batch, from, in, out);
    } else if (operation instanceof Operation.GroupNormalization group) {
      return new NormalizationKernel(
          context, Normalization.of(group, context.batch(), from), from, in, out);
    } else if (operation instanceof Operation.Activation activation) {
      boolean gate =
          context.pass() == Pass.PIXEL_GRADIENT
              && activation.function() == Operation.Activation.Function.RELU;
      return gate
          ? new GateKernel(context, activation, in, out)
          : Activations.kernel(context, activation, in, out);
    } else if (operation instanceof Operation.Softmax) {
      return Elementwise.softmax(context, in, out);
    } else if (operation instanceof Operation.Dense dense) {
      return new DenseKernel(context, dense, in, out);
    } else if (operation instanceof Operation.Dropout dropout) {
      return new DropoutKernel(context, dropout, in, out);
    } else if (operation instanceof Operation.Padding padding) {
      return Frame.kernel(padding.window(), in, out);
    } else if (operation instanceof Operation.Broadcast) {
      return Elementwise.broadcast(context, in, out);
    } else if (operation instanceof Operation.Sum sum) {
      return Elementwise.sum(context, sum, inputs, out);
    } else if (operation instanceof Operation.Product) {
      return Elementwise.product(in, inputs.get(1), out);
    } else if (operation instanceof Operation.Maximum) {
      return Elementwise.maximum(context, in, inputs.get(1), out);
    } else if (operation instanceof Operation.Concatenation) {
      return Elementwise.concatenation(inputs, out);
    }
    throw new IllegalArgumentException(
        "every operation must have a kernel, but there is none for " + operation);
  }

  private void addConvolution(
      Operation.Convolution convolution, ImageShape from, Tensor in, Tensor out) {
    Window window = convolution.window();
    if (!Frame.isNeeded(window, from)) {
      kernels.add(new ConvolutionKernel(context, convolution, in, out));
      return;
    }
    Operation.Convolution inner =
        new Operation.Convolution(
            convolution.weights(),
            convolution.bias(),
            Frame.withoutPadding(window),
            convolution.groups());
    kernels.add(new ConvolutionKernel(context, inner, framed(window, from, in, 0), out));
  }

  private void addPooling(Operation.Pooling pooling, ImageShape from, Tensor in, Tensor out) {
    Window window = pooling.window();
    if (!Frame.isNeeded(window, from)) {
      kernels.add(Pooling.kernel(pooling, in, out));
      return;
    }
    boolean maximum = pooling.kind() == Operation.Pooling.Kind.MAX;
    Tensor framed = framed(window, from, in, maximum ? -Float.MAX_VALUE : 0);
    CallKernel kernel =
        Pooling.kernel(
            new Operation.Pooling(pooling.kind(), Frame.withoutPadding(window)), framed, out);
    kernels.add(kernel);
    if (pooling.kind() == Operation.Pooling.Kind.AVERAGE) {
      INDArray factors = Pooling.correction(context, window, from.height(), from.width());
      // Its backward pass must come before that of the mean.
      CallKernel correction =
          new CallKernel().forward(new NativeCall("multiply", out.value(), factors, out.value()));
      if (out.gradient() != null) {
        correction.backward(new NativeCall("multiply", out.gradient(), factors, out.gradient()));
      }
      kernels.add(correction);
    }
  }

  /** The images inside a frame of one value, as wide as the window pads. */
  private Tensor framed(Window window, ImageShape from, Tensor in, float value) {
    Window padding = Frame.paddingOf(window);
    Tensor larger = context.tensor(padding.output(from, from.channels()), in.gradient() != null);
    larger.value().assign(value);
    kernels.add(Frame.kernel(padding, in, larger));
    return larger;
  }
}
