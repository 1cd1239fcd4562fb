package io.proxynas.engine.internal.onednn.primitive;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;

/** A oneDNN primitive with its arguments, both made once; running it allocates nothing in Java. */
public final class Call implements Runnable {

  private final primitive primitive;
  private final stream stream;
  private final IntMemoryMap arguments = new IntMemoryMap();

  Call(primitive primitive, stream stream) {
    this.primitive = primitive;
    this.stream = stream;
  }

  /** Adds an argument. */
  public Call with(int argument, memory memory) {
    arguments.put(argument, memory);
    return this;
  }

  @Override
  public void run() {
    primitive.execute(stream, arguments);
  }

  /** Copies from one format to another. */
  public static Call reorder(Context context, memory from, memory to) {
    var plan = new reorder.primitive_desc(from, to, context.attributes(), false);
    return context.call(plan, reorder::new).with(DNNL_ARG_FROM, from).with(DNNL_ARG_TO, to);
  }

  /** c ← a ∘ b, element by element, all in one format; c may be a. */
  public static Call binary(Context context, algorithm operation, memory a, memory b, memory c) {
    memory.desc desc = a.get_desc();
    var plan =
        new binary.primitive_desc(
            context.engine(), operation, desc, desc, desc, context.attributes(), false);
    return context
        .call(plan, binary::new)
        .with(DNNL_ARG_SRC_0, a)
        .with(DNNL_ARG_SRC_1, b)
        .with(DNNL_ARG_DST, c);
  }
}
