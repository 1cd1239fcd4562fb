package io.proxynas.condense.saved;

import io.proxynas.train.check.Require;
import io.proxynas.train.check.Shown;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the pickles that {@code torch.save} writes for lists, tuples and dictionaries of tensors
 * and numbers (Python's pickle protocol 2). Nothing is ever executed: a pickle names what to call,
 * and the few names known here stand for values. All other opcodes and names are refused.
 *
 * <p>Python's values become {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@link
 * Unread#NONE}, {@code List} for lists and tuples, {@code Map}, {@link Tensor}; and {@link
 * Unread#OTHER} for NumPy's numbers, which the authors' programs keep beside the images.
 */
final class TorchPickle {

  /** A block of values in an entry of its own. */
  record Storage(String type, String key, long values) {}

  /** A view of a storage; shape and strides count values. */
  record Tensor(Storage storage, long offset, List<Long> shape, List<Long> strides) {}

  /** Values that nobody needs. */
  enum Unread {
    NONE,
    OTHER
  }

  /**
   * A value, and the storages that are named in it.
   *
   * @param storages by their keys
   */
  record Pickled(Object value, Map<String, Storage> storages) {}

  private record Global(String name) {}

  /** Dimensions of a tensor; images have 4. Each tensor has a copy of its sizes. */
  private static final int MOST_DIMENSIONS = 32;

  private static final String REBUILD_TENSOR = "torch._utils._rebuild_tensor_v2";
  private static final Pattern STORAGE = Pattern.compile("torch\\.[A-Za-z0-9]+Storage");
  private static final String ORDERED_DICT = "collections.OrderedDict";
  private static final Set<String> IGNORED =
      Set.of(
          "_codecs.encode",
          "numpy.dtype",
          "numpy.core.multiarray.scalar",
          "numpy._core.multiarray.scalar");

  private final ByteBuffer in;
  private final Map<Integer, Object> memo = new HashMap<>();
  private final Map<String, Storage> storages = new HashMap<>();
  private final List<List<Object>> outer = new ArrayList<>(); // one for each open mark
  private List<Object> stack = new ArrayList<>();

  private TorchPickle(ByteBuffer in) {
    this.in = in;
  }

  /** As {@link #pickled}, of which the value is enough. */
  static Object read(ByteBuffer bytes) throws IOException {
    return pickled(bytes).value();
  }

  /**
   * Reads one value.
   *
   * @param bytes little-endian; left after the value
   * @throws IOException with a phrase that names the opcode or global that is refused, or says that
   *     the pickle is damaged
   */
  static Pickled pickled(ByteBuffer bytes) throws IOException {
    try {
      TorchPickle pickle = new TorchPickle(bytes);
      return new Pickled(pickle.read(), Map.copyOf(pickle.storages));
    } catch (BufferUnderflowException e) {
      throw new IOException("its pickle ends early", e);
    } catch (IndexOutOfBoundsException | ClassCastException | NegativeArraySizeException e) {
      throw new IOException("its pickle is damaged", e);
    }
  }

  private Object read() throws IOException {
    while (true) {
      int opcode = in.get() & 0xff;
      if (opcode == '.') {
        return pop();
      }
      step(opcode);
    }
  }

  private void step(int opcode) throws IOException {
    switch (opcode) {
      case 0x80 -> {
        int protocol = in.get();
        Require.inFile(protocol == 2, "its pickle must be of protocol 2, but is of %s", protocol);
      }
      case 'N' -> push(Unread.NONE);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'J' -> push((long) in.getInt());
      case 'K' -> push((long) (in.get() & 0xff));
      case 'M' -> push((long) (in.getShort() & 0xffff));
      case 0x8a -> push(longInteger());
      case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
      case 'X' -> push(text(in.getInt()));
      case 'c' -> push(global(line() + "." + line()));
      case 'q' -> memo.put(in.get() & 0xff, top());
      case 'r' -> memo.put(in.getInt(), top());
      case 'h' -> push(remembered(in.get() & 0xff));
      case 'j' -> push(remembered(in.getInt()));
      case '(' -> {
        outer.add(stack);
        stack = new ArrayList<>();
      }
      case ')' -> push(List.of());
      case 0x85 -> pushTuple(1);
      case 0x86 -> pushTuple(2);
      case 0x87 -> pushTuple(3);
      case 't' -> push(List.copyOf(sinceMark()));
      case ']' -> push(new ArrayList<>());
      case 'a' -> append(List.of(pop()));
      case 'e' -> append(sinceMark());
      case '}' -> push(new LinkedHashMap<>());
      case 's' -> put(popped(2));
      case 'u' -> put(sinceMark());
      case 'Q' -> push(storage((List<?>) pop()));
      case 'R' -> reduce((List<?>) pop(), (Global) pop());
      case 'b' -> {
        pop(); // the state of a NumPy type
        Require.inFile(
            top() == Unread.OTHER, "its pickle sets the state of a value, which it must not");
      }
      default ->
          throw new IOException(
              "its pickle has the opcode 0x%02x, which no set of tensors needs".formatted(opcode));
    }
  }

  private static Global global(String name) throws IOException {
    boolean known =
        name.equals(REBUILD_TENSOR)
            || name.equals(ORDERED_DICT)
            || IGNORED.contains(name)
            || STORAGE.matcher(name).matches();
    Require.inFile(known, "its pickle asks for %s, which no set of tensors needs", name);
    return new Global(name);
  }

  /** What a call of a known name stands for. */
  private void reduce(List<?> arguments, Global called) throws IOException {
    if (IGNORED.contains(called.name())) {
      push(Unread.OTHER);
    } else if (called.name().equals(ORDERED_DICT) && arguments.isEmpty()) {
      push(new LinkedHashMap<>());
    } else if (called.name().equals(REBUILD_TENSOR)) {
      push(
          new Tensor(
              (Storage) arguments.get(0),
              (Long) arguments.get(1),
              sizes(arguments.get(2)),
              sizes(arguments.get(3))));
    } else {
      throw new IOException(
          "its pickle calls %s, which it must not".formatted(Shown.of(called.name())));
    }
  }

  private static List<Long> sizes(Object numbers) throws IOException {
    List<?> sizes = (List<?>) numbers;
    Require.inFile(
        sizes.size() <= MOST_DIMENSIONS,
        "its tensors must have at most %d dimensions, but one has %d",
        MOST_DIMENSIONS,
        sizes.size());
    return sizes.stream().map(Long.class::cast).toList();
  }

  /**
   * From ('storage', type, key, device, number of values), with a view, which is none, at the end
   * before PyTorch 1.6.
   */
  private Storage storage(List<?> id) throws IOException {
    Require.inFile(id.get(0).equals("storage"), "its pickle refers to what is outside of it");
    Require.inFile(
        id.size() == 5 || id.get(5) == Unread.NONE,
        "its storages must be whole, but one is a view of another");
    Storage storage =
        new Storage(((Global) id.get(1)).name(), (String) id.get(2), (Long) id.get(4));
    Storage other = storages.putIfAbsent(storage.key(), storage);
    Require.inFile(other == null || other.equals(storage), "its pickle is damaged");
    return storage;
  }

  private long longInteger() throws IOException {
    int bytes = in.get() & 0xff;
    Require.inFile(bytes <= Long.BYTES, "its pickle has an integer of %d bytes", bytes);
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (in.get() & 0xffL) << (8 * i);
    }
    int unused = Long.SIZE - 8 * bytes;
    return bytes == 0 ? 0 : value << unused >> unused;
  }

  private String text(int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    for (char c = (char) in.get(); c != '\n'; c = (char) in.get()) {
      line.append(c);
    }
    return line.toString();
  }

  private Object remembered(int index) throws IOException {
    Object value = memo.get(index);
    Require.inFile(value != null, "its pickle is damaged");
    return value;
  }

  @SuppressWarnings("unchecked") // only our own lists are ever on the stack
  private void append(List<Object> values) {
    ((ArrayList<Object>) top()).addAll(values);
  }

  @SuppressWarnings("unchecked") // only our own maps are ever on the stack
  private void put(List<Object> keysAndValues) {
    Map<Object, Object> map = (LinkedHashMap<Object, Object>) top();
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      map.put((String) keysAndValues.get(i), keysAndValues.get(i + 1));
    }
  }

  private List<Object> sinceMark() {
    List<Object> values = stack;
    stack = outer.remove(outer.size() - 1);
    return values;
  }

  private void pushTuple(int size) {
    push(List.copyOf(popped(size)));
  }

  private List<Object> popped(int count) {
    List<Object> last = stack.subList(stack.size() - count, stack.size());
    List<Object> values = new ArrayList<>(last);
    last.clear();
    return values;
  }

  private void push(Object value) {
    stack.add(value);
  }

  private Object pop() {
    return stack.remove(stack.size() - 1);
  }

  private Object top() {
    return stack.get(stack.size() - 1);
  }
}
