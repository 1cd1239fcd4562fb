package io.proxynas.engine.internal.onednn.primitive;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.memory;

/**
 * Memories that kernels need only while they run. As these run one after another, all have the same
 * ones; a larger one takes the place of a smaller one for the kernels that are made after it.
 */
final class Workspace {

  private final Map<Integer, memory> memories = new HashMap<>();

  memory take(Context context, int place, memory.desc desc) {
    memory known = memories.get(place);
    if (known != null && known.get_desc().get_size() >= desc.get_size()) {
      return context.view(known, desc);
    }
    memory larger = context.allocate(desc);
    memories.put(place, larger);
    return larger;
  }
}
