package io.proxynas.engine.internal.onednn.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MULTIPLE_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.internal.kernel.Kernel;
import io.proxynas.engine.internal.onednn.primitive.Call;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.ElementFunction;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory_desc_vector;
import org.bytedeco.dnnl.softmax_backward;
import org.bytedeco.dnnl.softmax_forward;
import org.bytedeco.dnnl.sum;

/** Kernels that join values of several inputs of one shape, or pass over one. */
public final class Elementwise {

  private static final int CHANNELS = 1;

  private Elementwise() {}

  /**
   * A weighted sum. An input whose gradient is kept in the memory of the result's has it without a
   * copy; inputs that share a gradient's memory have it at once.
   */
  static Kernel sum(Context context, Operation.Sum operation, List<Tensor> in, Tensor out) {
    CallKernel kernel = new CallKernel();
    if (isPlain(operation)) {
      addUp(context, in, out, kernel);
    } else {
      kernel.forward(weighted(context, operation, in, out));
    }
    List<memory> written = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      memory gradient = in.get(i).gradient();
      if (gradient != null && gradient != out.gradient() && !written.contains(gradient)) {
        written.add(gradient);
        ElementFunction scale =
            new ElementFunction(context, algorithm.eltwise_linear, operation.scales().get(i), 0);
        kernel.backward(scale.forward(out.requireGradient(), gradient));
      }
    }
    return kernel;
  }

  /** Whether all inputs count as they are. */
  private static boolean isPlain(Operation.Sum operation) {
    return operation.scales().size() > 1
        && operation.scales().stream().allMatch(scale -> scale == 1);
  }

  /** From the left, in a third to a half of the time of oneDNN's own sum. */
  private static void addUp(Context context, List<Tensor> in, Tensor out, CallKernel kernel) {
    List<memory> values = in.stream().map(Tensor::value).toList();
    Optional<Call> atOnce = Call.sum(context, values, out.value());
    if (atOnce.isPresent()) {
      kernel.forward(atOnce.get());
      return;
    }
    memory sum = values.get(0);
    for (memory next : values.subList(1, values.size())) {
      kernel.forward(Call.binary(context, algorithm.binary_add, sum, next, out.value()));
      sum = out.value();
    }
  }

  private static Call weighted(
      Context context, Operation.Sum operation, List<Tensor> in, Tensor out) {
    float[] scales = new float[in.size()];
    memory.desc[] descs = new memory.desc[in.size()];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = operation.scales().get(i);
      descs[i] = in.get(i).desc();
    }
    var plan =
        new sum.primitive_desc(
            context.engine(),
            out.desc(),
            scales,
            new memory_desc_vector(descs),
            context.attributes(),
            false);
    Call call = context.call(plan, sum::new).with(DNNL_ARG_DST, out.value());
    for (int i = 0; i < scales.length; i++) {
      call.with(DNNL_ARG_MULTIPLE_SRC + i, in.get(i).value());
    }
    return call;
  }

  /** The product of two values; the gradient of one is that times the other. */
  static Kernel product(Context context, List<Tensor> in, Tensor out) {
    memory a = in.get(0).value();
    memory b = in.get(1).value();
    CallKernel kernel = new CallKernel().forward(multiply(context, a, b, out.value()));
    for (int i = 0; i < 2; i++) {
      memory gradient = in.get(i).gradient();
      if (gradient != null) {
        memory other = in.get(1 - i).value();
        kernel.backward(multiply(context, out.requireGradient(), other, gradient));
      }
    }
    return kernel;
  }

  private static Call multiply(Context context, memory a, memory b, memory product) {
    return Call.binary(context, algorithm.binary_mul, a, b, product);
  }

  /** The larger of two values; the gradient goes to the larger, to the first if they are equal. */
  static Kernel maximum(Context context, List<Tensor> in, Tensor out) {
    memory a = in.get(0).value();
    memory b = in.get(1).value();
    CallKernel kernel =
        new CallKernel().forward(Call.binary(context, algorithm.binary_max, a, b, out.value()));
    // A comparison gives 0 or 1.
    algorithm[] isLarger = {algorithm.binary_ge, algorithm.binary_gt};
    for (int i = 0; i < 2; i++) {
      memory gradient = in.get(i).gradient();
      if (gradient != null) {
        memory value = in.get(i).value();
        memory other = in.get(1 - i).value();
        kernel
            .backward(Call.binary(context, isLarger[i], value, other, gradient))
            .backward(multiply(context, gradient, out.requireGradient(), gradient));
      }
    }
    return kernel;
  }

  /**
   * Adds the gradient that one consumer of a value has written apart to the gradient of the value.
   * It stands before that consumer, so that its backward pass comes after.
   */
  public static Kernel gradientSum(Context context, memory sum, memory part) {
    return new CallKernel().backward(Call.binary(context, algorithm.binary_add, sum, part, sum));
  }

  /** Softmax over channels, inside a network. */
  static Kernel softmax(Context context, Tensor in, Tensor out) {
    var plan =
        new softmax_forward.primitive_desc(
            context.engine(),
            context.forward(),
            algorithm.softmax_accurate,
            in.desc(),
            out.desc(),
            CHANNELS,
            context.attributes(),
            false);
    CallKernel kernel =
        new CallKernel()
            .forward(
                context
                    .call(plan, softmax_forward::new)
                    .with(DNNL_ARG_SRC, in.value())
                    .with(DNNL_ARG_DST, out.value()));
    if (in.gradient() == null) {
      return kernel;
    }
    var gradient =
        new softmax_backward.primitive_desc(
            context.engine(),
            algorithm.softmax_accurate,
            in.desc(),
            out.desc(),
            out.desc(),
            CHANNELS,
            plan,
            context.attributes(),
            false);
    return kernel.backward(
        context
            .call(gradient, softmax_backward::new)
            .with(DNNL_ARG_DST, out.value())
            .with(DNNL_ARG_DIFF_DST, out.requireGradient())
            .with(DNNL_ARG_DIFF_SRC, in.gradient()));
  }
}
