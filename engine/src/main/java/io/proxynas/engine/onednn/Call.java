package io.proxynas.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;

/** A oneDNN primitive with its arguments, both made once; running it allocates nothing in Java. */
final class Call {

  private final primitive primitive;
  private final IntMemoryMap arguments = new IntMemoryMap();

  Call(primitive primitive) {
    this.primitive = primitive;
  }

  /** Adds an argument. */
  Call with(int argument, memory memory) {
    arguments.put(argument, memory);
    return this;
  }

  void run(stream stream) {
    primitive.execute(stream, arguments);
  }

  /** Copies from one format to another. */
  static Call reorder(memory from, memory to) {
    return new Call(new reorder(from, to)).with(DNNL_ARG_FROM, from).with(DNNL_ARG_TO, to);
  }
}
