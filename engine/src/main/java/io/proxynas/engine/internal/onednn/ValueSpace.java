package io.proxynas.engine.internal.onednn;

import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Instruction;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.internal.onednn.kernel.Activations;
import io.proxynas.engine.internal.onednn.primitive.Context;
import java.util.function.IntPredicate;
import org.bytedeco.dnnl.memory;

/**
 * The memory of a program's values. One that no backward pass reads is there from its maker to its
 * last consumer only, such as what goes into a sum, and its bytes are free for others before and
 * after.
 */
final class ValueSpace {

  private final Context context;
  private final Program program;

  /** By value: the last instruction that needs it, or what overwrites it. */
  private final int[] lasts;

  /** By value: whether a consumer needs it in the backward pass. */
  private final boolean[] read;

  private final SharedMemory shared;

  /**
   * Without any memory yet.
   *
   * @param origins by value: the earlier value of which it is just another name, or itself; there
   *     are as many as values are computed
   * @param overwrites whether an instruction writes its result over its input
   */
  ValueSpace(Context context, Program program, int[] origins, IntPredicate overwrites) {
    this.context = context;
    this.program = program;
    shared = new SharedMemory(context);
    int end = origins.length - 1;
    lasts = new int[end + 1];
    read = new boolean[end + 1];
    lasts[origins[end]] = Integer.MAX_VALUE; // the caller reads it
    for (int i = end - 1; i >= 0; i--) {
      if (origins[i + 1] != i + 1) {
        continue;
      }
      Instruction instruction = program.instructions().get(i);
      boolean over = overwrites.test(i);
      int last = over ? Math.max(i, lasts[i + 1]) : i;
      for (int value : instruction.inputs()) {
        int origin = origins[value];
        lasts[origin] = Math.max(lasts[origin], last);
        read[origin] |= over || readsInputs(instruction.operation());
      }
    }
  }

  /** Whether the backward pass of an operation reads the values that it was given. */
  private static boolean readsInputs(Operation operation) {
    return !(operation instanceof Operation.Sum
        || operation instanceof Operation.Pooling
        || operation instanceof Operation.Concatenation
        || operation instanceof Operation.Activation activation
            && Activations.readsResult(activation));
  }

  /** Whether the backward pass of an operation reads the values that it gave. */
  private static boolean readsResult(Operation operation) {
    return !(operation instanceof Operation.Sum
        || operation instanceof Operation.Pooling
        || operation instanceof Operation.Concatenation
        || operation instanceof Operation.Convolution
        || operation instanceof Operation.BatchNormalization
        || operation instanceof Operation.GroupNormalization);
  }

  /**
   * The memory for a value. Values are asked for in the order of the program.
   *
   * @param first the instruction whose kernel makes it
   * @param value made by that instruction or by a later one in the same kernel
   */
  memory take(int first, int value, memory.desc desc) {
    return mayShare(program.instructions().get(first).operation(), value)
        ? shared.take(first, lasts[value], desc)
        : context.allocate(desc);
  }

  /**
   * A frame of zeros is written once only, values of an embedding may be asked for, and gates that
   * are held belong to values of an earlier forward pass.
   */
  private boolean mayShare(Operation maker, int value) {
    Pass pass = context.pass();
    if (maker instanceof Operation.Padding || pass == Pass.EMBED || pass.holdsGates()) {
      return false;
    }
    return !pass.backward() || !readsResult(maker) && !read[value];
  }
}
