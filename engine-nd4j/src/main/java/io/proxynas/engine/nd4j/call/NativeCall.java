package io.proxynas.engine.nd4j.call;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.any.Assign;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A native operation of ND4J bound to its arrays, to be run again and again: 2 µs a run, where one
 * built anew takes 9.
 */
public final class NativeCall implements Runnable {

  // It has the arrays too: on CUDA, ND4J marks those of the operation as written by the device.
  private final DynamicCustomOp operation;
  private final OpContext context = Nd4j.getExecutioner().buildContext();

  /**
   * @param name of the native operation
   * @param in its inputs
   * @param out arrays that receive its results
   */
  public NativeCall(String name, List<INDArray> in, List<INDArray> out) {
    operation =
        DynamicCustomOp.builder(name)
            .addInputs(in.toArray(INDArray[]::new))
            .addOutputs(out.toArray(INDArray[]::new))
            .build();
    context.setInputArrays(in);
    context.setOutputArrays(out);
  }

  /** Of one input. */
  public NativeCall(String name, INDArray in, INDArray out) {
    this(name, List.of(in), List.of(out));
  }

  /** Of two inputs. */
  public NativeCall(String name, INDArray first, INDArray second, INDArray out) {
    this(name, List.of(first, second), List.of(out));
  }

  public NativeCall integers(long... arguments) {
    context.setIArguments(arguments);
    return this;
  }

  public NativeCall reals(double... arguments) {
    context.setTArguments(arguments);
    return this;
  }

  public NativeCall flags(boolean... arguments) {
    context.setBArguments(arguments);
    return this;
  }

  /** Runs ND4J's own code, not that of oneDNN or cuDNN. */
  public NativeCall withoutHelpers() {
    context.allowHelpers(false);
    return this;
  }

  @Override
  public void run() {
    Nd4j.getExecutioner().exec(operation, context);
  }

  // ND4J's older operations: 7 µs a run, but these have no newer one, or one 10 times slower.

  /** Copies values, of views too. */
  public static Runnable copy(INDArray from, INDArray to) {
    Assign operation = new Assign(from, to);
    return () -> Nd4j.getExecutioner().exec(operation);
  }

  /** out ← 1 where x is positive, else 0. */
  public static Runnable step(INDArray x, INDArray out) {
    Step operation = new Step(x, out, 0);
    return () -> Nd4j.getExecutioner().exec(operation);
  }

  /** out ← min(x, bound). */
  public static Runnable minimum(INDArray x, double bound, INDArray out) {
    ScalarMin operation = new ScalarMin(x, null, out, bound);
    return () -> Nd4j.getExecutioner().exec(operation);
  }
}
