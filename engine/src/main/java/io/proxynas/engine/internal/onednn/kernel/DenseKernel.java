package io.proxynas.engine.internal.onednn.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.internal.onednn.primitive.Call;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.FilterBank;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;

/**
 * A linear layer, y = x·Wᵀ + b, as three products of matrices.
 *
 * <p>The values of one image are contiguous in any format, so images are rows of x as they lie,
 * flattening costs nothing, and the rows of W are kept in the same format. oneDNN's own inner
 * product gives the same but goes through a GEMM that allocates megabytes a call.
 */
final class DenseKernel extends CallKernel {

  private final Context context;

  DenseKernel(
      Context context, Operation.Dense operation, ImageShape from, Tensor source, Tensor to) {
    this.context = context;
    int outputs = operation.weights().shape()[0];
    int inputs = from.size();
    long batch = context.batch();
    memory.desc rows = context.filters(outputs, from);
    FilterBank filters =
        new FilterBank(
            context, operation.weights(), operation.bias(), FilterBank.plain(outputs, from));
    load(filters::load);
    memory x = context.view(source.value(), matrix(batch, inputs));
    memory y = context.view(to.value(), matrix(batch, outputs));
    memory w = filters.inFormat(rows);
    memory.desc bias = operation.bias() == null ? new memory.desc() : matrix(1, outputs);
    Call product = product(x, context.view(w, transposed(inputs, outputs)), bias, y);
    filters.giveBias(product, bias);
    forward(product);
    if (!context.pass().backward()) {
      return;
    }
    memory dy = context.view(to.requireGradient(), matrix(batch, outputs));
    memory.desc none = new memory.desc();
    if (context.pass().weightGradients()) {
      memory dyTransposed = context.view(to.requireGradient(), transposed(outputs, batch));
      memory dw = context.view(filters.gradientInFormat(rows), matrix(outputs, inputs));
      backward(product(dyTransposed, x, none, dw));
      memory db = filters.biasGradient(bias);
      if (db != null) { // a row of ones times a matrix sums its rows
        backward(product(context.ones(matrix(1, batch)), dy, none, db));
      }
      backward(filters::store);
    }
    if (source.gradient() != null) {
      memory dx = context.view(source.gradient(), matrix(batch, inputs));
      backward(product(dy, context.view(w, matrix(outputs, inputs)), none, dx));
    }
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
    var plan =
        new matmul.primitive_desc(
            context.engine(),
            a.get_desc(),
            b.get_desc(),
            bias,
            c.get_desc(),
            context.attributes(),
            false);
    return context
        .call(plan, matmul::new)
        .with(DNNL_ARG_SRC, a)
        .with(DNNL_ARG_WEIGHTS, b)
        .with(DNNL_ARG_DST, c);
  }
}
