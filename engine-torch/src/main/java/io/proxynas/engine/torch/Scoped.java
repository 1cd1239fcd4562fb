package io.proxynas.engine.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;

/**
 * Frees at once what libtorch's calls have made on the way, and tells in one line what they say.
 */
final class Scoped {

  /**
   * What messages say where there is too little memory: of libtorch's allocators for CUDA, Metal
   * and the processor, of CUDA's libraries, and of C++. Others speak of memory, too, such as of an
   * illegal access.
   */
  private static final List<String> NO_MEMORY =
      List.of("out of memory", "allocate memory", "not enough memory", "ALLOC_FAILED", "bad_alloc");

  private Scoped() {}

  /**
   * Runs calls; of what they make stays only what has been retained.
   *
   * @throws OutOfMemoryError if the processor or the card has not the memory
   * @throws IllegalStateException if libtorch refuses a call for another reason
   */
  static void run(Runnable calls) {
    PointerScope scope = new PointerScope();
    try {
      calls.run();
    } catch (RuntimeException e) {
      throw inOneLine(e);
    } finally {
      scope.close();
    }
  }

  /**
   * What calls make that has a scope of its own.
   *
   * @throws OutOfMemoryError if the processor or the card has not the memory
   * @throws IllegalStateException if libtorch refuses a call for another reason
   */
  static <T> T made(Supplier<T> calls) {
    List<T> made = new ArrayList<>(1);
    run(() -> made.add(calls.get()));
    return made.get(0);
  }

  /** libtorch's own errors are plain ones, whose message goes on with a trace of its calls. */
  private static RuntimeException inOneLine(RuntimeException e) {
    if (e.getClass() != RuntimeException.class) {
      return e;
    }
    String line = "libtorch: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    if (NO_MEMORY.stream().anyMatch(line::contains)) {
      OutOfMemoryError error = new OutOfMemoryError(line);
      error.initCause(e);
      throw error;
    }
    return new IllegalStateException(line, e);
  }
}
