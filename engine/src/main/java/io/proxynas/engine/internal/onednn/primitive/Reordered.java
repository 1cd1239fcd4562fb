package io.proxynas.engine.internal.onednn.primitive;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;

/** A memory's values in each format that a primitive asks for. */
public final class Reordered {

  private final Context context;
  private final memory given;
  private final List<memory> copies = new ArrayList<>();
  private final List<Call> reorders = new ArrayList<>();

  public Reordered(Context context, memory given) {
    this.context = context;
    this.given = given;
  }

  /** The memory itself, or a copy that {@link #update} writes. */
  public memory in(memory.desc format) {
    if (given.get_desc().equals(format)) {
      return given;
    }
    for (memory copy : copies) {
      if (copy.get_desc().equals(format)) {
        return copy;
      }
    }
    memory copy = context.allocate(format);
    copies.add(copy);
    reorders.add(Call.reorder(context, given, copy));
    return copy;
  }

  /** Brings the copies up to date. */
  public void update() {
    for (int i = 0; i < reorders.size(); i++) {
      reorders.get(i).run(context.stream());
    }
  }
}
