package io.proxynas.engine.internal.onednn;

import io.proxynas.engine.graph.Instruction;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.internal.onednn.primitive.Context;
import org.bytedeco.dnnl.memory;

/**
 * The memory of the gradients of a program's values, as little as will do: in a backward pass,
 * which goes from the last instruction to the first, the gradient of a value is there from the
 * value's last consumer to its maker, and its bytes are free for others before and after.
 */
final class GradientSpace {

  /** By value: the last instruction that needs its gradient, or what else lies in its memory. */
  private final int[] lasts;

  private final SharedMemory shared;

  /**
   * Without any memory yet.
   *
   * @param origins by value: the earlier value of which it is just another name, or itself; there
   *     are as many as values are computed
   */
  GradientSpace(Context context, Program program, int[] origins) {
    shared = new SharedMemory(context);
    int end = origins.length - 1;
    lasts = new int[end + 1];
    lasts[origins[end]] = Integer.MAX_VALUE; // the caller writes it
    for (int i = end - 1; i >= 0; i--) {
      Instruction instruction = program.instructions().get(i);
      int last = mayShare(instruction.operation()) ? Math.max(i, lasts[i + 1]) : i;
      for (int value : instruction.inputs()) {
        lasts[origins[value]] = Math.max(lasts[origins[value]], last);
      }
    }
  }

  /** Whether the gradient of the result may be kept where that of an input is. */
  private static boolean mayShare(Operation operation) {
    return operation instanceof Operation.Activation || operation instanceof Operation.Sum;
  }

  /**
   * The memory for the gradient of a value. Values are asked for in the order of the program.
   *
   * @param value made by the instruction before it
   */
  memory take(int value, memory.desc desc) {
    return shared.take(value - 1, lasts[value], desc);
  }
}
