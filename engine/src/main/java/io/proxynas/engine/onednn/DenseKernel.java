package io.proxynas.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Operation;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_desc_base;
import org.jspecify.annotations.Nullable;

/**
 * A linear layer, y = x·Wᵀ + b, as three products of matrices.
 *
 * <p>The values of one image are contiguous in any format, so images are rows of x as they lie,
 * flattening costs nothing, and the rows of W are kept in the same format. oneDNN's own inner
 * product gives the same but goes through a GEMM that allocates megabytes a call.
 */
final class DenseKernel implements Kernel {

  private final Context context;
  private final FilterBank filters;
  private final Call forward;
  private final @Nullable Call sourceGradient;
  private final @Nullable Call weightGradient;
  private final @Nullable Call biasGradient;

  DenseKernel(
      Context context, Operation.Dense operation, ImageShape from, Tensor source, Tensor to) {
    this.context = context;
    int outputs = operation.weights().shape()[0];
    int inputs = from.size();
    long batch = context.batch();
    memory.desc rows = context.filters(outputs, from);
    filters =
        new FilterBank(
            context, operation.weights(), operation.bias(), FilterBank.plain(outputs, from));
    memory x = context.view(source.value(), matrix(batch, inputs));
    memory y = context.view(to.value(), matrix(batch, outputs));
    memory w = filters.inFormat(rows);
    memory.desc bias = operation.bias() == null ? new memory.desc() : matrix(1, outputs);
    forward = product(x, context.view(w, transposed(inputs, outputs)), bias, y);
    filters.giveBias(forward, bias);
    if (source.gradient() == null) {
      sourceGradient = null;
    } else {
      memory dy = context.view(to.requireGradient(), matrix(batch, outputs));
      memory dx = context.view(source.gradient(), matrix(batch, inputs));
      memory wAsRows = context.view(w, matrix(outputs, inputs));
      sourceGradient = product(dy, wAsRows, new memory.desc(), dx);
    }
    if (!context.pass().weightGradients()) {
      weightGradient = null;
      biasGradient = null;
      return;
    }
    memory dyTransposed = context.view(to.requireGradient(), transposed(outputs, batch));
    memory dw = context.view(filters.gradientInFormat(rows), matrix(outputs, inputs));
    weightGradient = product(dyTransposed, x, new memory.desc(), dw);
    biasGradient =
        operation.bias() == null
            ? null
            : product(
                ones(batch),
                context.view(to.requireGradient(), matrix(batch, outputs)),
                new memory.desc(),
                filters.biasGradient(bias));
  }

  /** A row of ones, whose product with a matrix is the sum of its rows. */
  private memory ones(long count) {
    memory ones = context.allocate(matrix(1, count));
    FloatBuffer values = Context.buffer(ones);
    for (int i = 0; i < count; i++) {
      values.put(i, 1);
    }
    return ones;
  }

  private static memory.desc matrix(long rows, long columns) {
    return Context.desc(memory.format_tag.ab, rows, columns);
  }

  /** A matrix whose columns are contiguous: the transpose of (columns, rows) as it lies. */
  private static memory.desc transposed(long rows, long columns) {
    return Context.desc(memory.format_tag.ba, rows, columns);
  }

  /** c ← a·b, with a bias added to each row unless its description is empty. */
  private Call product(memory a, memory b, memory.desc bias, memory c) {
    matmul.primitive_desc plan = plan(context, a.get_desc(), b.get_desc(), bias, c.get_desc());
    return context
        .call(new matmul(plan), plan)
        .with(DNNL_ARG_SRC, a)
        .with(DNNL_ARG_WEIGHTS, b)
        .with(DNNL_ARG_DST, c);
  }

  private static matmul.primitive_desc plan(
      Context context, memory.desc a, memory.desc b, memory.desc bias, memory.desc c) {
    return new matmul.primitive_desc(
        context.engine(), a, b, bias, c, context.scratchpad().attributes(), false);
  }

  /**
   * The products that a pass needs.
   *
   * @param inputs values of an image
   * @param toImages whether the gradient of the images is needed
   */
  static List<primitive_desc_base> plans(
      Context context, Operation.Dense operation, int inputs, boolean toImages) {
    int outputs = operation.weights().shape()[0];
    long batch = context.batch();
    memory.desc x = matrix(batch, inputs);
    memory.desc y = matrix(batch, outputs);
    memory.desc w = matrix(outputs, inputs);
    memory.desc none = new memory.desc();
    boolean biased = operation.bias() != null;
    List<primitive_desc_base> plans = new ArrayList<>();
    plans.add(plan(context, x, transposed(inputs, outputs), biased ? matrix(1, outputs) : none, y));
    if (toImages) {
      plans.add(plan(context, y, w, none, x));
    }
    if (context.pass().weightGradients()) {
      plans.add(plan(context, transposed(outputs, batch), x, none, w));
      if (biased) {
        plans.add(plan(context, matrix(1, batch), y, none, matrix(1, outputs)));
      }
    }
    return plans;
  }

  @Override
  public void load() {
    filters.load();
  }

  @Override
  public void forward() {
    forward.run(context.stream());
  }

  @Override
  public void backward() {
    if (weightGradient != null) {
      weightGradient.run(context.stream());
      if (biasGradient != null) {
        biasGradient.run(context.stream());
      }
      filters.store();
    }
    if (sourceGradient != null) {
      sourceGradient.run(context.stream());
    }
  }
}
