package io.proxynas.cli;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a command cleanly on Ctrl-C or a polite kill: the first signal interrupts the thread that
 * works and waits for it; a second one kills at once.
 */
final class Interruption {

  private static final int PATIENCE_SECONDS = 20;

  private final CountDownLatch finished = new CountDownLatch(1);

  private Interruption() {}

  /** Watches over the calling thread. */
  static Interruption ofThisThread(PrintStream err) {
    Interruption interruption = new Interruption();
    Thread worker = Thread.currentThread();
    Thread hook = new Thread(() -> interruption.stop(worker, err), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    return interruption;
  }

  /** The work is over, so the end of the process is no interruption. */
  void finished() {
    finished.countDown();
  }

  private void stop(Thread worker, PrintStream err) {
    if (finished.getCount() == 0) {
      return;
    }
    letSecondSignalKill();
    err.println();
    err.println("nas-search: interrupted, finishing; press Ctrl-C again to stop at once");
    worker.interrupt();
    try {
      if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        err.println("nas-search: stopped, although not everything could be finished");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * While the JVM shuts down it ignores further signals, so they get the system's own handler back.
   * By reflection, since the compiler warns of {@code sun.misc} in a way that cannot be suppressed.
   */
  private static void letSecondSignalKill() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object systemDefault = handler.getField("SIG_DFL").get(null);
      for (String name : new String[] {"INT", "TERM"}) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), systemDefault);
      }
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // Another JVM: a second Ctrl-C then waits as the first one does.
    }
  }
}
