package io.proxynas.engine.onednn;

import io.proxynas.engine.graph.Window;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * Puts images into a frame of zeros. oneDNN's fast convolutions pad by half their kernel at most; a
 * wider frame goes around the image first.
 */
final class PaddingKernel implements Kernel {

  private final Context context;
  private final Call forward;
  private final @Nullable Call backward;

  /**
   * @param window the frame
   * @param out larger than {@code in} by the whole frame; its memory must be zero, and the frame
   *     stays so
   */
  PaddingKernel(Context context, Window window, Tensor in, Tensor out) {
    this.context = context;
    long[] lengths = new long[4];
    in.desc().get_dims().get(lengths);
    long[] start = {0, 0, window.rows().before(), window.columns().before()};
    memory.desc inside = out.desc().submemory_desc(lengths, start);
    forward = Call.reorder(context, in.value(), context.view(out.value(), inside));
    backward =
        in.gradient() == null
            ? null
            : Call.reorder(context, context.view(out.requireGradient(), inside), in.gradient());
    Context.clear(out.value());
  }

  @Override
  public void forward() {
    forward.run(context.stream());
  }

  @Override
  public void backward() {
    if (backward != null) {
      backward.run(context.stream());
    }
  }
}
