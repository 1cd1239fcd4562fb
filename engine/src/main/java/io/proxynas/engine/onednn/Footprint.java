package io.proxynas.engine.onednn;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.graph.Step;
import io.proxynas.engine.graph.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/**
 * An upper estimate of the native memory of an {@link OneDnnExecutable}, told from its program
 * alone: it follows {@link Assembly} step by step and counts what each kernel allocates. oneDNN is
 * asked for what only it knows; no memory is allocated and no code generated.
 */
public final class Footprint {

  /** Weights in plain format, for the forward and for the backward pass; their gradient twice. */
  private static final int FORMATS_OF_WEIGHTS = 3;

  private static final int FORMATS_OF_GRADIENTS = 2;

  /** What small vectors and the rounding up of blocks add, in values. */
  private static final long SLACK = 1 << 14;

  private final Program program;
  private final List<ImageShape> shapes;
  private final Context context;
  private final Pass pass;
  private final long batch;
  private final int end;

  /** By value: how many steps read it. */
  private final int[] uses;

  private final Set<List<Object>> parts = new HashSet<>();

  /** Values of 4 bytes. */
  private long values;

  /** The most that one primitive needs while it runs; primitives of a thread share it. */
  private long scratch;

  private Footprint(Program program, int batch, Pass pass) {
    this.program = program;
    this.batch = batch;
    this.pass = pass;
    context =
        Context.create(
            batch, pass, new NetworkState(new float[0], new float[0], new SplittableRandom(0)));
    shapes = program.shapes();
    end = pass.endsAtEmbedding() ? program.embedding() : program.steps().size();
    uses = new int[end + 1];
    for (Step step : program.steps().subList(0, end)) {
      step.inputs().forEach(value -> uses[value]++);
    }
  }

  /**
   * The bytes of an executable's memories and of the scratch space that oneDNN shares among its
   * primitives.
   *
   * @param batch images at a time
   */
  public static long bytes(Program program, int batch, Pass pass) {
    PointerScope scope = new PointerScope();
    try {
      Footprint footprint = new Footprint(program, batch, pass);
      footprint.walk();
      return Float.BYTES * (footprint.values + footprint.scratch + SLACK);
    } finally {
      scope.close();
    }
  }

  private void walk() {
    addImages(program.input(), pass.pixelGradients());
    if (!Context.isPlain(program.input())) {
      addImages(program.input(), pass.pixelGradients());
      addImages(program.input(), false);
    }
    for (int i = 0; i < end; i++) {
      addStep(i, program.steps().get(i));
    }
    if (!Context.isPlain(shapes.get(end))) {
      addImages(shapes.get(end), pass.backward());
    }
  }

  private void addStep(int i, Step step) {
    if (step.operation() instanceof Operation.Dropout && pass != Pass.TRAIN) {
      return;
    }
    for (int slot = 0; slot < step.inputs().size(); slot++) {
      int value = step.inputs().get(slot);
      if (uses[value] > 1 && hasGradient(value) && parts.add(List.of(slot, shapes.get(value)))) {
        addImages(shapes.get(value), false);
      }
    }
    int value = step.inputs().get(0);
    if (!isInPlace(value, step.operation())) {
      addImages(shapes.get(i + 1), pass.backward());
    }
    addKernel(step, value, shapes.get(i + 1));
  }

  private boolean hasGradient(int value) {
    return pass.pixelGradients() || value > 0 && pass.backward();
  }

  /** Whether an activation has no memory of its own, as in {@link Assembly}. */
  private boolean isInPlace(int value, Operation operation) {
    if (value == 0
        || uses[value] > 1
        || !(operation instanceof Operation.Activation activation)
        || !ActivationKernel.readsResult(activation)) {
      return false;
    }
    Operation maker = program.steps().get(value - 1).operation();
    return !(maker instanceof Operation.Activation || maker instanceof Operation.Softmax);
  }

  private void addKernel(Step step, int value, ImageShape to) {
    Operation operation = step.operation();
    ImageShape from = shapes.get(value);
    if (operation instanceof Operation.Convolution convolution) {
      addConvolution(convolution, value, to);
    } else if (operation instanceof Operation.Dense dense) {
      addWeights(dense.weights().size(), dense.bias());
      DenseKernel.plans(context, dense, from.size(), hasGradient(value)).forEach(this::addScratch);
    } else if (operation instanceof Operation.BatchNormalization) {
      addNormalization(value, context.images(from), from.channels());
    } else if (operation instanceof Operation.GroupNormalization group) {
      boolean instance = group.groups() == from.channels();
      addNormalization(
          value, context.asOneImage(from), (instance ? 1 : 3) * batch * from.channels());
    } else if (operation instanceof Operation.Activation activation) {
      addActivation(activation, from);
    } else if (operation instanceof Operation.Pooling pooling) {
      addPooling(pooling, value, to);
    } else if (operation instanceof Operation.Dropout) {
      addImages(from, false); // the mask
    } else if (operation instanceof Operation.Reshape) {
      addImages(from, pass.backward());
    } else if (operation instanceof Operation.Concatenation && pass.backward()) {
      addImages(to, false); // the gradient in plain format
    }
  }

  /** Formats and scratch space are oneDNN's own choice, so it is asked. */
  private void addConvolution(Operation.Convolution convolution, int value, ImageShape to) {
    ImageShape from = shapes.get(value);
    boolean toImages = hasGradient(value);
    Window excess = convolution.window().excess();
    if (excess.pads()) {
      from = excess.output(from, from.channels());
      addImages(from, toImages);
    }
    memory.desc in = context.images(from);
    memory.desc out = context.images(to);
    ConvolutionGeometry geometry =
        ConvolutionGeometry.fast(context, convolution.withoutExcess(), in, out, toImages);
    addReordered(geometry.in(), in, toImages);
    addReordered(geometry.out(), out, pass.backward());
    addPrimitives(geometry, toImages);
    if (convolution.bias() != null) {
      values += 2L * convolution.bias().size();
    }
  }

  /** As {@link ConvolutionKernel}. */
  private void addPrimitives(ConvolutionGeometry geometry, boolean toImages) {
    memory.desc plain = geometry.plainWeights();
    List<memory.desc> formats = new ArrayList<>();
    addFormat(formats, plain);
    convolution_forward.primitive_desc forward = geometry.forward(context);
    addFormat(formats, forward.weights_desc());
    addScratch(forward);
    List<memory.desc> gradients = new ArrayList<>(List.of(geometry.out()));
    if (toImages) {
      convolution_backward_data.primitive_desc data = geometry.backwardData(context, forward);
      addFormat(formats, data.weights_desc());
      addFormat(gradients, data.diff_dst_desc());
      addScratch(data);
    }
    if (pass.weightGradients()) {
      convolution_backward_weights.primitive_desc weights =
          geometry.backwardWeights(context, forward);
      addReordered(weights.diff_weights_desc(), plain, false);
      addBytes(plain.get_size());
      addReordered(weights.src_desc(), geometry.in(), false);
      addFormat(gradients, weights.diff_dst_desc());
      addScratch(weights);
    }
  }

  private void addFormat(List<memory.desc> known, memory.desc format) {
    for (memory.desc other : known) {
      if (other.equals(format)) {
        return;
      }
    }
    known.add(format);
    addBytes(format.get_size());
  }

  private void addScratch(primitive_desc_base plan) {
    scratch = Math.max(scratch, plan.scratchpad_desc().get_size() / Float.BYTES);
  }

  private void addReordered(memory.desc format, memory.desc given, boolean withGradient) {
    if (!format.equals(given)) {
      addBytes((withGradient ? 2 : 1) * format.get_size());
    }
  }

  private void addBytes(long bytes) {
    values += bytes / Float.BYTES;
  }

  private void addWeights(long weights, @Nullable Parameter bias) {
    int formats = pass.backward() ? FORMATS_OF_WEIGHTS : FORMATS_OF_WEIGHTS - 1;
    values += weights * (pass.weightGradients() ? formats + FORMATS_OF_GRADIENTS : formats);
    if (bias != null) {
      values += 2L * bias.size();
    }
  }

  /** Six vectors, one bit a value where ReLU follows, and a gradient that nobody needs. */
  private void addNormalization(int value, memory.desc view, long vector) {
    memory.desc format = ChannelNormalization.fast(context, view);
    addReordered(format, view, hasGradient(value));
    addReordered(format, view, pass.backward());
    ChannelNormalization.plans(context, format).forEach(this::addScratch);
    values += 6 * vector;
    if (pass.backward()) {
      addBytes(format.get_size() / Float.SIZE + Float.BYTES);
    }
    if (pass.weightGradients() && !hasGradient(value)) {
      addBytes(format.get_size());
    }
  }

  /** ReLUs that can be held have their slopes, and ones to find them. */
  private void addActivation(Operation.Activation activation, ImageShape shape) {
    if (pass == Pass.PIXEL_GRADIENT
        && activation.function() == Operation.Activation.Function.RELU) {
      addImages(shape, false);
      addImages(shape, false);
    }
  }

  /** Which value of each window was the largest: a byte, or four for large windows. */
  private void addPooling(Operation.Pooling pooling, int value, ImageShape to) {
    memory.desc in = context.images(shapes.get(value));
    memory.desc out = context.images(to);
    boolean blocks = PoolingKernel.isFasterInBlocks(context, pooling, in, out);
    memory.desc source = blocks ? Context.inBlocks(in) : in;
    memory.desc result = blocks ? Context.inBlocks(out) : out;
    addReordered(source, in, hasGradient(value));
    addReordered(result, out, pass.backward());
    PoolingKernel.plans(context, pooling, source, result).forEach(this::addScratch);
    if (pooling.kind() == Operation.Pooling.Kind.MAX && pass.backward()) {
      addBytes(pooling.window().area() > 256 ? result.get_size() : result.get_size() / 4 + 4);
    }
  }

  private void addImages(ImageShape shape, boolean withGradient) {
    values += (withGradient ? 2 : 1) * batch * shape.size();
  }
}
