package io.proxynas.engine.internal.onednn.primitive;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.dnnl.memory;

/** A memory's values in each format that a primitive asks for. */
public final class Reordered {

  private final Context context;
  private final memory given;
  private final Consumer<? super Call> updates;
  private final List<memory> copies = new ArrayList<>();

  /**
   * @param updates takes the calls that bring copies up to date
   */
  public Reordered(Context context, memory given, Consumer<? super Call> updates) {
    this.context = context;
    this.given = given;
    this.updates = updates;
  }

  /** The memory itself, or a copy. */
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
    updates.accept(Call.reorder(context, given, copy));
    return copy;
  }
}
