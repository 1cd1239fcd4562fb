package io.proxynas.engine.torch;

import org.bytedeco.javacpp.PointerScope;

/**
 * Frees at once what libtorch's calls have made on the way, and tells in one line what they say.
 */
final class Scoped {

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

  /** libtorch's own errors are plain ones, whose message goes on with a trace of its calls. */
  private static RuntimeException inOneLine(RuntimeException e) {
    if (e.getClass() != RuntimeException.class) {
      return e;
    }
    String line = "libtorch: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    if (line.contains("memory")) {
      OutOfMemoryError error = new OutOfMemoryError(line);
      error.initCause(e);
      throw error;
    }
    return new IllegalStateException(line, e);
  }
}
