package io.proxynas.engine.onednn;

import org.jspecify.annotations.Nullable;

/** The same values in another format. */
final class ReorderKernel implements Kernel {

  private final Context context;
  private final Call forward;
  private final @Nullable Call backward;

  ReorderKernel(Context context, Tensor in, Tensor out) {
    this.context = context;
    forward = Call.reorder(context, in.value(), out.value());
    backward =
        in.gradient() == null ? null : Call.reorder(context, out.requireGradient(), in.gradient());
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
