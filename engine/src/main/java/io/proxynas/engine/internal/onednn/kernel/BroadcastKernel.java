package io.proxynas.engine.internal.onednn.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.reduction;

/** Repeats a value along directions of length 1; its gradient is the sum along them. */
final class BroadcastKernel extends CallKernel {

  private final Tensor out;

  BroadcastKernel(Context context, Tensor in, Tensor out) {
    this.out = out;
    var plan =
        new binary.primitive_desc(
            context.engine(),
            algorithm.binary_add,
            out.desc(),
            in.desc(),
            out.desc(),
            context.attributes(),
            false);
    forward(
        context
            .call(plan, binary::new)
            .with(DNNL_ARG_SRC_0, out.value())
            .with(DNNL_ARG_SRC_1, in.value())
            .with(DNNL_ARG_DST, out.value()));
    if (in.gradient() == null) {
      return;
    }
    var sum =
        new reduction.primitive_desc(
            context.engine(),
            algorithm.reduction_sum,
            out.desc(),
            in.desc(),
            0,
            0,
            context.attributes(),
            false);
    backward(
        context
            .call(sum, reduction::new)
            .with(DNNL_ARG_SRC, out.requireGradient())
            .with(DNNL_ARG_DST, in.gradient()));
  }

  @Override
  public void forward() {
    Context.clear(out.value());
    super.forward();
  }
}
