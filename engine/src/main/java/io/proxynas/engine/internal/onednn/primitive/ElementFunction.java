package io.proxynas.engine.internal.onednn.primitive;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;

/**
 * A function y = f(x) of each element, all of whose values and gradients are in one format.
 *
 * @param algorithm which function
 * @param alpha its first constant, where it has one
 * @param beta its second constant, where it has two
 */
public record ElementFunction(Context context, algorithm algorithm, float alpha, float beta) {

  /** y ← f(x). */
  public Call forward(memory x, memory y) {
    return context
        .call(plan(x.get_desc()), eltwise_forward::new)
        .with(DNNL_ARG_SRC, x)
        .with(DNNL_ARG_DST, y);
  }

  /**
   * dx ← f′·dy.
   *
   * @param argument of the primitive from which f′ is computed: the source for x, or the
   *     destination for y
   * @param value of that argument
   */
  public Call backward(int argument, memory value, memory dy, memory dx) {
    memory.desc desc = value.get_desc();
    var plan =
        new eltwise_backward.primitive_desc(
            context.engine(),
            algorithm,
            desc,
            desc,
            desc,
            alpha,
            beta,
            plan(desc),
            context.attributes(),
            false);
    return context
        .call(plan, eltwise_backward::new)
        .with(argument, value)
        .with(DNNL_ARG_DIFF_DST, dy)
        .with(DNNL_ARG_DIFF_SRC, dx);
  }

  private eltwise_forward.primitive_desc plan(memory.desc desc) {
    return new eltwise_forward.primitive_desc(
        context.engine(),
        context.forward(),
        algorithm,
        desc,
        desc,
        alpha,
        beta,
        context.attributes(),
        false);
  }
}
