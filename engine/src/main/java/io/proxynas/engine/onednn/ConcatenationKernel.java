package io.proxynas.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MULTIPLE_SRC;

import io.proxynas.engine.architecture.ImageShape;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.concat;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory_desc_vector;

/**
 * Puts the channels of values one after the other. The gradient is cut along the same seams; where
 * a seam lies inside a block of channels, it is first brought into plain format.
 */
final class ConcatenationKernel implements Kernel {

  private final Context context;
  private final Call forward;
  private final List<Call> backward = new ArrayList<>();

  ConcatenationKernel(
      Context context, List<ImageShape> shapes, List<Tensor> in, ImageShape to, Tensor out) {
    this.context = context;
    memory.desc[] descs = in.stream().map(Tensor::desc).toArray(memory.desc[]::new);
    var plan =
        new concat.primitive_desc(
            context.engine(),
            out.desc(),
            1,
            new memory_desc_vector(descs),
            context.scratchpad().attributes(),
            false);
    forward = context.call(plan, concat::new).with(DNNL_ARG_DST, out.value());
    for (int i = 0; i < descs.length; i++) {
      forward.with(DNNL_ARG_MULTIPLE_SRC + i, in.get(i).value());
    }
    if (out.gradient() != null) {
      cut(shapes, in, whole(shapes, to, out.gradient()));
    }
  }

  private memory whole(List<ImageShape> shapes, ImageShape to, memory gradient) {
    int block = Context.block(to.channels());
    if (shapes.stream().allMatch(shape -> shape.channels() % block == 0)) {
      return gradient;
    }
    memory plain = context.allocate(context.plain(to));
    backward.add(Call.reorder(context, gradient, plain));
    return plain;
  }

  private void cut(List<ImageShape> shapes, List<Tensor> in, memory whole) {
    int channel = 0;
    for (int i = 0; i < shapes.size(); i++) {
      ImageShape shape = shapes.get(i);
      memory gradient = in.get(i).gradient();
      if (gradient != null) {
        long[] lengths = {context.batch(), shape.channels(), shape.height(), shape.width()};
        memory.desc part = whole.get_desc().submemory_desc(lengths, new long[] {0, channel, 0, 0});
        backward.add(Call.reorder(context, context.view(whole, part), gradient));
      }
      channel += shape.channels();
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
