package io.proxynas.engine.torch;

import org.bytedeco.javacpp.PointerScope;

/** Frees at once what libtorch's calls have made on the way. */
final class Scoped {

  private Scoped() {}

  /** Runs calls; of what they make stays only what has been retained. */
  static void run(Runnable calls) {
    PointerScope scope = new PointerScope();
    try {
      calls.run();
    } finally {
      scope.close();
    }
  }
}
