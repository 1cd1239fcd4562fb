package io.proxynas.engine.internal.onednn.primitive;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that an executable's primitives need only while they run: as many as the neediest of
 * them, since they run one after another.
 *
 * <p>Left to itself, oneDNN keeps these bytes by thread, of the size that the primitives <em>made
 * by that thread</em> need. A primitive that another thread runs would then write past their end.
 */
final class Scratchpad {

  /** oneDNN asks for this alignment of scratchpads, a page. */
  private static final long ALIGNMENT = 4096;

  private final engine engine;
  private final primitive_attr attributes = newAttributes();
  private final List<memory> memories = new ArrayList<>();
  private long bytes;

  Scratchpad(engine engine) {
    this.engine = engine;
  }

  /** Attributes of a primitive's own, to which more may be added. */
  static primitive_attr newAttributes() {
    primitive_attr own = new primitive_attr();
    own.set_scratchpad_mode(scratchpad_mode.user);
    return own;
  }

  /** What tells oneDNN that a primitive is given its scratchpad; each of ours has it. */
  primitive_attr attributes() {
    return attributes;
  }

  /**
   * The memory to give to a primitive, without bytes until {@link #allocate}; null if it needs
   * none.
   */
  @Nullable memory of(primitive_desc_base plan) {
    memory.desc desc = plan.scratchpad_desc();
    if (desc.get_size() == 0) {
      return null;
    }
    bytes = Math.max(bytes, desc.get_size());
    memory memory = new memory(desc, engine, null);
    memories.add(memory);
    return memory;
  }

  /** How many bytes {@link #allocate} takes. */
  long bytes() {
    return memories.isEmpty() ? 0 : bytes + ALIGNMENT;
  }

  /** Gives all memories their bytes, once all primitives are made. */
  void allocate() {
    if (!memories.isEmpty()) {
      BytePointer space = new BytePointer(bytes());
      long start = -space.address() & (ALIGNMENT - 1);
      memories.forEach(memory -> memory.set_data_handle(space.getPointer(start)));
    }
  }
}
