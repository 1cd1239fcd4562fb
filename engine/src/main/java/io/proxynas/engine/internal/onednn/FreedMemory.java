package io.proxynas.engine.internal.onednn;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.bytedeco.javacpp.Pointer;

/**
 * Gives the system back what executables have freed, when it is so much that the size of the
 * process would tell.
 *
 * <p>glibc keeps freed memory in the arena of the thread that asked for it, for the next one that
 * asks there. Each thread has another arena, up to eight a core, so the more threads have trained,
 * the more lies idle: a process that trains candidate after candidate grows to twice what it needs.
 * {@code malloc_trim} gives back all pages that nothing lies on.
 */
final class FreedMemory {

  /** At most this part of the process is freed and not given back: 1/64. */
  private static final long SHARE = 64;

  /** Of this process, by JavaCPP's own call of {@code malloc_trim}. */
  static final FreedMemory OF_THIS_PROCESS = new FreedMemory(Pointer::physicalBytes, trim());

  private final AtomicLong bytes = new AtomicLong();
  private final LongSupplier resident;
  private final Runnable trim;

  /**
   * Nothing is freed yet.
   *
   * @param resident bytes of the process
   * @param trim gives all back
   */
  FreedMemory(LongSupplier resident, Runnable trim) {
    this.resident = resident;
    this.trim = trim;
  }

  /** So many bytes more were freed. */
  void add(long freed) {
    long sum = bytes.addAndGet(freed);
    if (sum * SHARE >= resident.getAsLong() && bytes.compareAndSet(sum, 0)) {
      trim.run();
    }
  }

  /**
   * JavaCPP keeps the call to itself, for its own bounds of memory. Where it may not be asked, or
   * the system has another library than glibc, freed memory stays where it is.
   */
  private static Runnable trim() {
    try {
      Method trim = Pointer.class.getDeclaredMethod("trimMemory");
      return trim.trySetAccessible() ? () -> call(trim) : () -> {};
    } catch (NoSuchMethodException e) {
      return () -> {};
    }
  }

  private static void call(Method trim) {
    try {
      trim.invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("malloc_trim must not fail, but did", e);
    }
  }
}
