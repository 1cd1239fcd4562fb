package io.proxynas.engine.internal.onednn;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Instruction;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.internal.kernel.Kernel;
import io.proxynas.engine.internal.onednn.kernel.Activations;
import io.proxynas.engine.internal.onednn.kernel.Elementwise;
import io.proxynas.engine.internal.onednn.kernel.Following;
import io.proxynas.engine.internal.onednn.kernel.KernelMaker;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the kernels of a program and the tensors between them. A value with several consumers has
 * one gradient: the consumer that comes last writes it, since backward passes run from the last
 * kernel to the first, and each other one writes apart and is added; of a sum the gradient of its
 * result is added as it is. Values that go into one sum and nowhere else may have one gradient,
 * that of the sum.
 */
final class Assembly {

  private final Context context;
  private final Program program;
  private final List<ImageShape> shapes;
  private final int end;
  private final List<Kernel> kernels = new ArrayList<>();
  private final GradientSpace gradients;
  private final ValueSpace values;

  /** By value: its tensor. */
  private final List<Tensor> tensors = new ArrayList<>();

  /** By value: the earlier value of which it is just another name, or itself. */
  private final int[] origins;

  /** By origin: the last instruction that it is an input of. */
  private final int[] consumers;

  /** By origin: how many inputs of instructions it is, and how many of them have no kernel yet. */
  private final int[] uses;

  private final int[] left;

  /**
   * By index of an instruction's input: gradients to be added, one a format, taken again and again.
   */
  private final List<List<memory>> parts = new ArrayList<>();

  /**
   * @param image the tensor of the images
   * @param end the number of instructions to make kernels for
   */
  Assembly(Context context, Program program, Tensor image, int end) {
    this.context = context;
    this.program = program;
    this.end = end;
    shapes = program.shapes();
    origins = new int[end + 1];
    consumers = new int[end + 1];
    uses = new int[end + 1];
    Map<Instruction, Integer> known = new HashMap<>();
    for (int i = 0; i < end; i++) {
      Instruction instruction = program.instructions().get(i);
      origins[i + 1] = isSkipped(instruction) ? origin(instruction) : firstEqual(i, known);
      if (isComputed(i)) {
        for (int value : instruction.inputs()) {
          consumers[origins[value]] = i;
          uses[origins[value]]++;
        }
      }
    }
    left = uses.clone();
    gradients = new GradientSpace(context, program, origins);
    values =
        new ValueSpace(context, program, origins, i -> mayOverwrite(program.instructions().get(i)));
    tensors.add(image);
    for (int i = 0; i < end; i++) {
      i = add(i);
    }
  }

  List<Kernel> kernels() {
    return kernels;
  }

  /** The tensor of the last instruction's value. */
  Tensor result() {
    return tensors.get(end);
  }

  /** The tensor of an instruction's value. */
  Tensor result(int instruction) {
    return tensors.get(instruction + 1);
  }

  private boolean isSkipped(Instruction instruction) {
    return instruction.operation() instanceof Operation.Dropout && context.pass() != Pass.TRAIN;
  }

  /**
   * The value of the first instruction that computes the same: activations and poolings of one
   * value, of which a cell has several, are computed once. Only these, since others have parameters
   * or chance, or are no function of one value.
   */
  private int firstEqual(int i, Map<Instruction, Integer> known) {
    Instruction instruction = program.instructions().get(i);
    Operation operation = instruction.operation();
    if (!(operation instanceof Operation.Activation || operation instanceof Operation.Pooling)) {
      return i + 1;
    }
    Instruction of = new Instruction(operation, List.of(origin(instruction)));
    Integer earlier = known.putIfAbsent(of, i + 1);
    return earlier == null ? i + 1 : earlier;
  }

  /** Whether an instruction's value is no other name of an earlier one. */
  private boolean isComputed(int i) {
    return origins[i + 1] == i + 1;
  }

  private int origin(Instruction instruction) {
    return origins[instruction.inputs().get(0)];
  }

  /** Adds an instruction; returns its index, or that of the last one which became part of it. */
  private int add(int i) {
    Instruction instruction = program.instructions().get(i);
    if (!isComputed(i)) {
      tensors.add(tensors.get(origins[i + 1]));
      return i;
    }
    List<Tensor> in = new ArrayList<>();
    List<memory> added = new ArrayList<>();
    for (int slot = 0; slot < instruction.inputs().size(); slot++) {
      int value = origins[instruction.inputs().get(slot)];
      in.add(
          passesGradientOn(instruction, slot) ? consumeBySum(value, added) : consume(value, slot));
    }
    Following following = following(i);
    int last = i + following.count();
    Tensor out = mayOverwrite(instruction) ? in.get(0) : output(i, last, in);
    added.forEach(sum -> addGradient(sum, out.requireGradient()));
    List<ImageShape> from = instruction.inputs().stream().map(shapes::get).toList();
    kernels.addAll(
        instruction.operation().accept(new KernelMaker(context, from, in, out, following)));
    tensors.addAll(Collections.nCopies(last - i + 1, out));
    return last;
  }

  private Tensor output(int i, int last, List<Tensor> in) {
    memory.desc desc = context.images(shapes.get(i + 1));
    memory value = values.take(i, last + 1, desc);
    if (!context.pass().backward()) {
      return new Tensor(desc, value, null);
    }
    memory shared = sharedGradient(program.instructions().get(i), in);
    if (shared == null && last == i) {
      shared = gradientOfSameSum(i);
    }
    return new Tensor(desc, value, shared == null ? gradients.take(i + 1, desc) : shared);
  }

  /**
   * The memory for the gradient of a sum: that of one of its inputs, if the two are the same. The
   * sum must be the input's last consumer, which writes the input's gradient before others add to
   * it; by then nobody needs that of the sum. Null where there is none.
   */
  private @Nullable memory sharedGradient(Instruction instruction, List<Tensor> in) {
    for (int slot = 0; slot < in.size(); slot++) {
      Tensor own = tensors.get(origins[instruction.inputs().get(slot)]);
      if (in.get(slot) == own && own.gradient() != null && passesGradientOn(instruction, slot)) {
        return own.gradient();
      }
    }
    return null;
  }

  /**
   * The memory of a gradient that is the same as that of an instruction's value, since both values
   * go into one sum and nowhere else. Null where there is none.
   */
  private @Nullable memory gradientOfSameSum(int i) {
    Instruction sum = program.instructions().get(consumers[i + 1]);
    if (!givesGradientOf(sum, i + 1)) {
      return null;
    }
    for (int value : sum.inputs()) {
      int origin = origins[value];
      if (origin <= i && givesGradientOf(sum, origin)) {
        return tensors.get(origin).gradient();
      }
    }
    return null;
  }

  /**
   * Whether a value's gradient is nothing but that of a sum, and stays as it is: whoever made the
   * value only reads it.
   */
  private boolean givesGradientOf(Instruction sum, int value) {
    if (value == 0 || uses[value] != 1) {
      return false;
    }
    Operation maker = program.instructions().get(value - 1).operation();
    int slot = slot(sum, value);
    return slot >= 0
        && passesGradientOn(sum, slot)
        && (maker instanceof Operation.Convolution
            || maker instanceof Operation.Pooling
            || normalizes(maker));
  }

  private int slot(Instruction instruction, int value) {
    for (int slot = 0; slot < instruction.inputs().size(); slot++) {
      if (origins[instruction.inputs().get(slot)] == value) {
        return slot;
      }
    }
    return -1;
  }

  /** The tensor of a value as its next consumer shall see it. */
  private Tensor consume(int value, int slot) {
    Tensor tensor = tensors.get(value);
    if (isLastUse(value) || tensor.gradient() == null) {
      return tensor;
    }
    memory part = part(tensor.desc(), slot);
    addGradient(tensor.gradient(), part);
    return new Tensor(tensor.desc(), tensor.value(), part);
  }

  /**
   * The tensor of a value as a sum shall see it, whose gradient is the value's: then the sum has
   * nothing to write, unless it comes last.
   *
   * @param added takes the gradient to which that of the sum is to be added
   */
  private Tensor consumeBySum(int value, List<memory> added) {
    Tensor tensor = tensors.get(value);
    if (isLastUse(value) || tensor.gradient() == null) {
      return tensor;
    }
    added.add(tensor.gradient());
    return new Tensor(tensor.desc(), tensor.value(), null);
  }

  private boolean isLastUse(int value) {
    left[value]--;
    return left[value] == 0;
  }

  /** Whether the gradient of an input is that of the result. */
  private static boolean passesGradientOn(Instruction instruction, int slot) {
    return instruction.operation() instanceof Operation.Sum sum && sum.scales().get(slot) == 1;
  }

  private void addGradient(memory sum, memory part) {
    kernels.add(Elementwise.gradientSum(context, sum, part));
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

  /**
   * Whether an activation's input is needed by nobody else: another consumer, or who made it. A
   * padding needs the frame in its value again in the next pass, since it writes it once only.
   */
  private boolean mayOverwrite(Instruction instruction) {
    int value = origin(instruction);
    if (value == 0
        || uses[value] > 1
        || !(instruction.operation() instanceof Operation.Activation activation)
        || !Activations.readsResult(activation)) {
      return false;
    }
    Operation maker = program.instructions().get(value - 1).operation();
    return !(maker instanceof Operation.Activation
        || maker instanceof Operation.Softmax
        || maker instanceof Operation.Padding);
  }

  /** What is done in the kernel of instruction i, too. */
  private Following following(int i) {
    Operation operation = program.instructions().get(i).operation();
    if (context.pass() == Pass.INFER && operation instanceof Operation.Convolution) {
      return afterConvolution(i);
    }
    boolean relu =
        !context.pass().holdsGates()
            && normalizes(operation)
            && next(i) instanceof Operation.Activation activation
            && activation.isRelu();
    return relu ? Following.of((Operation.Activation) next(i)) : Following.NOTHING;
  }

  private Following afterConvolution(int i) {
    if (next(i) instanceof Operation.BatchNormalization normalization) {
      return next(i + 1) instanceof Operation.Activation activation
          ? Following.of(normalization, activation)
          : Following.of(normalization);
    }
    return next(i) instanceof Operation.Activation activation
        ? Following.of(activation)
        : Following.NOTHING;
  }

  private static boolean normalizes(Operation operation) {
    return operation instanceof Operation.BatchNormalization
        || operation instanceof Operation.GroupNormalization;
  }

  /** The operation of the next instruction, if it alone needs the value of instruction i. */
  private @Nullable Operation next(int i) {
    boolean alone =
        i + 1 < end && origin(program.instructions().get(i + 1)) == i + 1 && uses[i + 1] == 1;
    return alone ? program.instructions().get(i + 1).operation() : null;
  }
}
