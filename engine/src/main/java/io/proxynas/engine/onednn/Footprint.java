package io.proxynas.engine.onednn;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.graph.Step;
import io.proxynas.engine.graph.Window;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/**
 * An upper estimate of the native memory of an {@link OneDnnExecutable}, told from its program
 * alone: it follows {@link Assembly} step by step and counts what each kernel allocates. What only
 * oneDNN knows, such as whether a primitive asks for another format, is taken to be so.
 */
public final class Footprint {

  /** The widest blocks into which oneDNN pads channels that fill none. */
  private static final int BLOCK = 16;

  private static final int HALF_BLOCK = 8;

  /** Weights in plain format, for the forward and for the backward pass; their gradient twice. */
  private static final int FORMATS_OF_WEIGHTS = 3;

  private static final int FORMATS_OF_GRADIENTS = 2;

  /** Where a matrix product packs its factors, in values; at most, as measured. */
  private static final long SCRATCH_OF_PRODUCTS = (1 << 19) + 256;

  /** What small vectors and the rounding up of blocks add, in values. */
  private static final long SLACK = 1 << 14;

  private final Program program;
  private final List<ImageShape> shapes;
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
    Footprint footprint = new Footprint(program, batch, pass);
    footprint.walk();
    return Float.BYTES * (footprint.values + footprint.scratch + SLACK);
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
      long outputs = dense.weights().shape()[0];
      addWeights((outputs < BLOCK ? BLOCK : outputs) * from.size(), dense.bias());
      if (Context.block(from.channels()) == 1) {
        scratch = Math.max(scratch, SCRATCH_OF_PRODUCTS);
      }
    } else if (operation instanceof Operation.BatchNormalization) {
      addNormalization(value, from.channels());
    } else if (operation instanceof Operation.GroupNormalization group) {
      boolean instance = group.groups() == from.channels();
      addNormalization(value, (instance ? 1 : 3) * batch * from.channels());
    } else if (operation instanceof Operation.Pooling pooling) {
      addPooling(pooling, to);
    } else if (operation instanceof Operation.Dropout) {
      addImages(from, false); // the mask
    } else if (operation instanceof Operation.Reshape) {
      addImages(from, pass.backward());
    } else if (operation instanceof Operation.Concatenation && pass.backward()) {
      addImages(to, false); // the gradient in plain format
    }
  }

  private void addConvolution(Operation.Convolution convolution, int value, ImageShape to) {
    ImageShape from = shapes.get(value);
    Window excess = convolution.window().excess();
    if (excess.pads()) {
      from = excess.output(from, from.channels());
      addImages(from, hasGradient(value));
    }
    addOtherFormats(from, hasGradient(value), to);
    if (Context.block(from.channels()) > 1
        && Context.block(from.channels()) != Context.block(to.channels())) {
      addFastFormats(convolution, from, hasGradient(value), to);
    }
    int[] shape = convolution.weights().shape();
    long filters =
        convolution.groups() == 1
            ? padded(shape[0], BLOCK) * padded(shape[1], BLOCK)
            : padded(convolution.groups(), BLOCK)
                * (shape[0] / convolution.groups())
                * (long) shape[1];
    addWeights(filters * convolution.window().area(), convolution.bias());
    addScratch(convolution, from, to);
  }

  /** Plain images are brought into another order and back; otherwise a column a pixel is made. */
  private void addScratch(Operation.Convolution convolution, ImageShape from, ImageShape to) {
    boolean plain = Context.block(from.channels()) == 1 && Context.block(to.channels()) == 1;
    long needed =
        plain
            ? batch * (from.size() + to.size()) + 2L * convolution.weights().size()
            : (long) from.channels() * convolution.window().area() * area(to);
    scratch = Math.max(scratch, needed);
  }

  /** Between blocks of different widths, oneDNN is asked for the formats of its fast code. */
  private void addFastFormats(
      Operation.Convolution convolution, ImageShape from, boolean withGradient, ImageShape to) {
    PointerScope scope = new PointerScope();
    try {
      Context context =
          Context.create(
              (int) batch,
              pass,
              new NetworkState(new float[0], new float[0], new SplittableRandom(0)));
      memory.desc in = context.images(from);
      memory.desc out = context.images(to);
      Operation.Convolution inner =
          new Operation.Convolution(
              convolution.weights(),
              convolution.bias(),
              convolution.window().withoutExcess(),
              convolution.groups());
      ConvolutionGeometry fast = ConvolutionGeometry.fast(context, inner, in, out);
      addReordered(fast.in(), in, withGradient);
      addReordered(fast.out(), out, pass.backward());
    } finally {
      scope.close();
    }
  }

  private void addReordered(memory.desc format, memory.desc given, boolean withGradient) {
    if (!format.equals(given)) {
      values += (withGradient ? 2 : 1) * format.get_size() / Float.BYTES;
    }
  }

  /** At plain images, the gradients may want another format. */
  private void addOtherFormats(ImageShape from, boolean withGradient, ImageShape to) {
    int in = Context.block(from.channels());
    int out = Context.block(to.channels());
    if (in == 1 && out > 1 && withGradient) {
      addImages(to, false); // the result's gradient in plain format
    }
    if (in == 1 && out == HALF_BLOCK && pass.weightGradients()) {
      values += batch * padded(from.channels(), HALF_BLOCK) * area(from); // the images in blocks
    }
  }

  private void addWeights(long weights, @Nullable Parameter bias) {
    int formats = pass.backward() ? FORMATS_OF_WEIGHTS : FORMATS_OF_WEIGHTS - 1;
    values += weights * (pass.weightGradients() ? formats + FORMATS_OF_GRADIENTS : formats);
    if (bias != null) {
      values += 2L * bias.size();
    }
  }

  /** Six vectors, one bit a value where ReLU follows, and a gradient that nobody needs. */
  private void addNormalization(int value, long vector) {
    values += 6 * vector;
    if (pass.backward()) {
      values += batch * shapes.get(value).size() / Float.SIZE + 1;
    }
    if (pass.weightGradients() && !hasGradient(value)) {
      addImages(shapes.get(value), false);
    }
  }

  /** Which value of each window was the largest: a byte, or four for large windows. */
  private void addPooling(Operation.Pooling pooling, ImageShape to) {
    if (pooling.kind() == Operation.Pooling.Kind.MAX && pass.backward()) {
      long positions = batch * to.size();
      values += pooling.window().area() > 256 ? positions : positions / Float.BYTES + 1;
    }
  }

  private void addImages(ImageShape shape, boolean withGradient) {
    values += (withGradient ? 2 : 1) * batch * shape.size();
  }

  private static long area(ImageShape shape) {
    return (long) shape.height() * shape.width();
  }

  private static long padded(long channels, int block) {
    return (channels + block - 1) / block * block;
  }
}
