package io.proxynas.engine.internal.onednn.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MULTIPLE_SRC;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Window;
import io.proxynas.engine.internal.kernel.CallKernel;
import io.proxynas.engine.internal.kernel.Kernel;
import io.proxynas.engine.internal.onednn.primitive.Call;
import io.proxynas.engine.internal.onednn.primitive.Context;
import io.proxynas.engine.internal.onednn.primitive.Tensor;
import java.util.List;
import org.bytedeco.dnnl.concat;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory_desc_vector;

/** Kernels that bring values to another place or into another format. */
public final class Copies {

  private Copies() {}

  /** The same values in another format. */
  public static Kernel reorder(Context context, Tensor in, Tensor out) {
    CallKernel kernel = new CallKernel().forward(Call.reorder(context, in.value(), out.value()));
    return in.gradient() == null
        ? kernel
        : kernel.backward(Call.reorder(context, out.requireGradient(), in.gradient()));
  }

  /**
   * Puts images into a frame of zeros. oneDNN's fast convolutions pad by half their kernel at most;
   * a wider frame goes around the image first.
   *
   * @param window the frame
   * @param out larger than {@code in} by the whole frame; nobody else writes to its frame, which is
   *     made zero here and never again
   */
  static Kernel padding(Context context, Window window, Tensor in, Tensor out) {
    long[] start = {0, 0, window.rows().before(), window.columns().before()};
    Context.clear(out.value());
    return reorder(
        context,
        in,
        context.view(out, out.desc().submemory_desc(Context.lengths(in.desc()), start)));
  }

  /** The same values, in the order channel, row, column, under another shape or format. */
  public static Kernel reshape(
      Context context, ImageShape from, ImageShape to, Tensor in, Tensor out) {
    memory.desc source = context.plain(from);
    memory.desc target = context.plain(to);
    CallKernel kernel = new CallKernel();
    memory plain = in.value();
    if (!in.desc()
        .equals(source)) { // by way of plain format, where both shapes have the same bytes
      plain = context.allocate(source);
      kernel.forward(Call.reorder(context, in.value(), plain));
    }
    kernel.forward(Call.reorder(context, context.view(plain, target), out.value()));
    if (in.gradient() != null) {
      plain = out.requireGradient();
      if (!out.desc().equals(target)) {
        plain = context.allocate(target);
        kernel.backward(Call.reorder(context, out.requireGradient(), plain));
      }
      kernel.backward(Call.reorder(context, context.view(plain, source), in.gradient()));
    }
    return kernel;
  }

  /**
   * Puts the channels of values one after the other. The gradient is cut along the same seams;
   * where a seam lies inside a block of channels, it is first brought into plain format.
   *
   * @param shapes of one image of each input
   */
  static Kernel concatenation(
      Context context, List<ImageShape> shapes, List<Tensor> in, ImageShape to, Tensor out) {
    memory.desc[] descs = in.stream().map(Tensor::desc).toArray(memory.desc[]::new);
    var plan =
        new concat.primitive_desc(
            context.engine(),
            out.desc(),
            1,
            new memory_desc_vector(descs),
            context.attributes(),
            false);
    Call forward = context.call(plan, concat::new).with(DNNL_ARG_DST, out.value());
    for (int i = 0; i < descs.length; i++) {
      forward.with(DNNL_ARG_MULTIPLE_SRC + i, in.get(i).value());
    }
    CallKernel kernel = new CallKernel().forward(forward);
    if (out.gradient() != null) {
      memory whole = out.gradient();
      int block = Context.block(to.channels());
      if (!shapes.stream().allMatch(shape -> shape.channels() % block == 0)) {
        whole = context.allocate(context.plain(to));
        kernel.backward(Call.reorder(context, out.gradient(), whole));
      }
      cut(context, kernel, shapes, in, whole);
    }
    return kernel;
  }

  private static void cut(
      Context context, CallKernel kernel, List<ImageShape> shapes, List<Tensor> in, memory whole) {
    int channel = 0;
    for (int i = 0; i < shapes.size(); i++) {
      ImageShape shape = shapes.get(i);
      memory gradient = in.get(i).gradient();
      if (gradient != null) {
        long[] lengths = {context.batch(), shape.channels(), shape.height(), shape.width()};
        memory.desc part = whole.get_desc().submemory_desc(lengths, new long[] {0, channel, 0, 0});
        kernel.backward(Call.reorder(context, context.view(whole, part), gradient));
      }
      channel += shape.channels();
    }
  }
}
