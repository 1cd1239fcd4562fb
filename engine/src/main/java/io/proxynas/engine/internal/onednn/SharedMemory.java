package io.proxynas.engine.internal.onednn;

import io.proxynas.engine.internal.onednn.primitive.Context;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.memory;

/**
 * Memories whose bytes are taken again once nobody needs what lies in them, so that a network of
 * many equal layers has a few, which stay in the cache.
 */
final class SharedMemory {

  private final Context context;
  private final List<Space> spaces = new ArrayList<>();

  /** Without any memory yet. */
  SharedMemory(Context context) {
    this.context = context;
  }

  /**
   * The smallest free memory of those that are large enough, or a new one. They are asked for in
   * the order of their first instructions.
   *
   * @param first the first instruction that needs it
   * @param last the last one
   */
  memory take(int first, int last, memory.desc desc) {
    Optional<Space> free =
        spaces.stream()
            .filter(space -> space.last < first && space.size() >= desc.get_size())
            .min(Comparator.comparingLong(Space::size));
    if (free.isPresent()) {
      free.get().last = last;
      return context.view(free.get().bytes, desc);
    }
    memory fresh = context.allocate(desc);
    spaces.add(new Space(fresh, last));
    return fresh;
  }

  private static final class Space {

    final memory bytes;

    /** The last instruction that needs what lies in it. */
    int last;

    Space(memory bytes, int last) {
      this.bytes = bytes;
      this.last = last;
    }

    long size() {
      return bytes.get_desc().get_size();
    }
  }
}
