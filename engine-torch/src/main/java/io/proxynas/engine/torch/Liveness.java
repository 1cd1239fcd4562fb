package io.proxynas.engine.torch;

import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Instruction;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Program;
import java.util.ArrayList;
import java.util.List;

/**
 * Which values of a program are no longer needed after which instruction. libtorch itself keeps
 * those that the backward pass needs.
 */
final class Liveness {

  /** By instruction: values after whose last use it comes. */
  private final List<List<Integer>> ends = new ArrayList<>();

  /**
   * @param end the number of instructions that run
   */
  Liveness(Program program, Pass pass, int end) {
    List<Instruction> instructions = program.instructions().subList(0, end);
    int[] last = new int[end + 1];
    for (int i = 0; i < end; i++) {
      ends.add(new ArrayList<>());
      for (int value : instructions.get(i).inputs()) {
        last[value] = i;
      }
    }
    for (int value = 1; value < end; value++) {
      if (!isHeard(instructions.get(value - 1), pass)) {
        ends.get(last[value]).add(value);
      }
    }
  }

  /** Whether the values may be asked for after the pass. */
  private static boolean isHeard(Instruction instruction, Pass pass) {
    return pass != Pass.INFER && instruction.operation() instanceof Operation.Activation;
  }

  /** Values, by index, that nobody needs after an instruction; never the image or the result. */
  List<Integer> endingAt(int instruction) {
    return ends.get(instruction);
  }
}
