package io.proxynas.engine.nd4j;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Instruction;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.internal.kernel.Kernel;
import io.proxynas.engine.nd4j.call.Context;
import io.proxynas.engine.nd4j.call.Tensor;
import io.proxynas.engine.nd4j.kernel.Elementwise;
import io.proxynas.engine.nd4j.kernel.KernelMaker;
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
  private final List<Instruction> instructions;
  private final List<ImageShape> shapes;
  private final List<Kernel> kernels = new ArrayList<>();

  /** By value: its tensor; one of a reshaped value, or of skipped dropout, has the same bytes. */
  private final List<Tensor> tensors = new ArrayList<>();

  /** By value: the earlier value whose bytes it has, or itself. */
  private final int[] origins;

  /** By origin: how many inputs of instructions it is that have no kernel yet. */
  private final int[] left;

  /**
   * By place among an instruction's inputs and size: gradients to be added, taken again and again.
   */
  private final Map<List<Long>, INDArray> parts = new HashMap<>();

  /**
   * @param image the tensor of the images
   * @param end the number of instructions to make kernels for
   */
  Assembly(Context context, Program program, Tensor image, int end) {
    this.context = context;
    instructions = program.instructions().subList(0, end);
    shapes = program.shapes();
    origins = new int[end + 1];
    left = new int[end + 1];
    for (int i = 0; i < end; i++) {
      Instruction instruction = instructions.get(i);
      if (keepsBytes(instruction)) {
        origins[i + 1] = origins[instruction.inputs().get(0)];
      } else {
        origins[i + 1] = i + 1;
        instruction.inputs().forEach(value -> left[origins[value]]++);
      }
    }
    // Who asks for the result is its last consumer, and the first to write its gradient.
    left[origins[end]]++;
    tensors.add(image);
    for (int i = 0; i < end; i++) {
      tensors.add(add(instructions.get(i), shapes.get(i + 1)));
    }
  }

  List<Kernel> kernels() {
    return kernels;
  }

  /** The tensor of the last instruction's value. */
  Tensor result() {
    return tensors.get(tensors.size() - 1);
  }

  /** The tensor of an instruction's value. */
  Tensor result(int instruction) {
    return tensors.get(instruction + 1);
  }

  private boolean keepsBytes(Instruction instruction) {
    return instruction.operation() instanceof Operation.Reshape
        || instruction.operation() instanceof Operation.Dropout && context.pass() != Pass.TRAIN;
  }

  private Tensor add(Instruction instruction, ImageShape shape) {
    if (keepsBytes(instruction)) {
      return tensors.get(instruction.inputs().get(0)).reshape(lengths(shape));
    }
    List<Tensor> in = new ArrayList<>();
    for (int slot = 0; slot < instruction.inputs().size(); slot++) {
      in.add(consume(instruction.inputs().get(slot), slot));
    }
    Tensor out = context.tensor(shape, context.pass().backward());
    ImageShape from = shapes.get(instruction.inputs().get(0));
    kernels.addAll(instruction.operation().accept(new KernelMaker(context, from, in, out)));
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
}
