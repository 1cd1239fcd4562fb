package io.proxynas.engine.internal.onednn;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.bytedeco.javacpp.Pointer;

/**
 * Gives the system back what executables have freed, when it is so much that the size of the
 * process would tell, or when the process has grown by so much since: then others have freed memory
 * too, such as the JIT compiler, which takes tens of megabytes for a method.
 *
 * <p>glibc keeps freed memory in the arena of the thread that asked for it, for the next one that
 * asks there. Each thread has another arena, up to eight a core, so the more threads have trained,
 * the more lies idle: a process that trains candidate after candidate grows to twice what it needs.
 * {@code malloc_trim} gives back all pages that nothing lies on.
 */
final class FreedMemory {

  /** What is much: this part of the process, 1/64. */
  private static final long SHARE = 64;

  /** Of this process, by JavaCPP's own call of {@code malloc_trim}. */
  static final FreedMemory OF_THIS_PROCESS = new FreedMemory(Pointer::physicalBytes, trim());

  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong residentThen = new AtomicLong();
  private final LongSupplier resident;
  private final Runnable trim;

  /**
   * Nothing is freed yet, and nothing was given back.
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
    long now = resident.getAsLong();
    boolean much = sum * SHARE >= now || (now - residentThen.get()) * SHARE >= now;
    if (much && bytes.compareAndSet(sum, 0)) {
      trim.run();
      residentThen.set(resident.getAsLong());
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
