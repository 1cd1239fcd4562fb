package io.proxynas.engine.onednn;

import io.proxynas.engine.architecture.ImageShape;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;

/** The same values, in the order channel, row, column, under another shape or format. */
final class ReshapeKernel implements Kernel {

  private final Context context;
  private final List<Call> forward;
  private final List<Call> backward;

  ReshapeKernel(Context context, ImageShape from, ImageShape to, Tensor in, Tensor out) {
    this.context = context;
    memory.desc source = context.plain(from);
    memory.desc target = context.plain(to);
    forward = copy(in.value(), source, out.value(), target);
    backward =
        in.gradient() == null
            ? List.of()
            : copy(out.requireGradient(), target, in.gradient(), source);
  }

  /** By way of plain format, where the bytes of both shapes are the same. */
  private List<Call> copy(memory from, memory.desc plainFrom, memory to, memory.desc plainTo) {
    List<Call> calls = new ArrayList<>();
    memory plain = from;
    if (!from.get_desc().equals(plainFrom)) {
      plain = context.allocate(plainFrom);
      calls.add(Call.reorder(context, from, plain));
    }
    calls.add(Call.reorder(context, context.view(plain, plainTo), to));
    return calls;
  }

  @Override
  public void forward() {
    for (int i = 0; i < forward.size(); i++) {
      forward.get(i).run(context.stream());
    }
  }

  @Override
  public void backward() {
    for (int i = 0; i < backward.size(); i++) {
      backward.get(i).run(context.stream());
    }
  }
}
