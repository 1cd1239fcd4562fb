package io.proxynas.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MULTIPLE_SRC;

import io.proxynas.engine.graph.Operation;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory_desc_vector;
import org.bytedeco.dnnl.sum;

/** A weighted sum of values of one shape. */
final class SumKernel implements Kernel {

  private final Context context;
  private final Call forward;
  private final List<Call> backward = new ArrayList<>();

  SumKernel(Context context, Operation.Sum operation, List<Tensor> in, Tensor out) {
    this.context = context;
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
            context.scratchpad().attributes(),
            false);
    forward = context.call(plan, sum::new).with(DNNL_ARG_DST, out.value());
    for (int i = 0; i < scales.length; i++) {
      forward.with(DNNL_ARG_MULTIPLE_SRC + i, in.get(i).value());
      memory gradient = in.get(i).gradient();
      if (gradient != null) {
        backward.add(Call.scale(context, scales[i], out.requireGradient(), gradient));
      }
    }
  }

  @Override
  public void forward() {
    forward.run(context.stream());
  }

  @Override
  public void backward() {
    for (int i = 0; i < backward.size(); i++) {
      backward.get(i).run(context.stream());
    }
  }
}
