package io.proxynas.cli;

import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.Shell;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Ends a command cleanly on Ctrl-C or a polite kill. In its {@linkplain
 * io.proxynas.cli.shell.Beginning beginning} the first signal ends it at once; later that
 * interrupts the thread that works, which then finishes. A second signal kills.
 *
 * <p>The process is ended by that thread, not by Java's own answer to a signal: while Java shuts
 * down, libraries that are only just loaded fail, since they cannot register what they do at the
 * end.
 */
final class Interruption {

  private static final int PATIENCE_SECONDS = 20;
  private static final int SHELLS_ADD = 128;
  private static final List<String> SIGNALS = List.of("HUP", "INT", "TERM");

  private final Thread worker;
  private final Shell shell;
  private volatile int signal;

  private Interruption(Thread worker, Shell shell) {
    this.worker = worker;
    this.shell = shell;
  }

  /**
   * Watches over the calling thread. Signals that the process was started to ignore stay ignored.
   */
  static Interruption ofThisThread(Shell shell) {
    Interruption interruption = new Interruption(Thread.currentThread(), shell);
    SIGNALS.forEach(name -> Signals.heardBy(interruption::stop, name));
    return interruption;
  }

  /** What the process tells its caller: as shells have it, if a signal kept it from being done. */
  int exitCode(int code) {
    return signal == 0 || code == ExitCode.DONE ? code : SHELLS_ADD + signal;
  }

  private void stop(int number) {
    SIGNALS.forEach(Signals::kills);
    signal = number;
    if (shell.beginning().breakOff(this::halt)) {
      return;
    }
    shell.err().println();
    shell.err().println("nas-search: interrupted, finishing; press Ctrl-C again to stop at once");
    worker.interrupt();
    try {
      TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
      shell.err().println(stopped(shell));
      halt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is said of a command that does not come to its end. */
  static String stopped(Shell shell) {
    String goOn = shell.beginning().goOn().map(line -> "; go on with: " + line).orElse("");
    return "nas-search: stopped, although not everything could be finished" + goOn;
  }

  private void halt() {
    Runtime.getRuntime().halt(SHELLS_ADD + signal);
  }

  /**
   * The signals of the operating system, by reflection, since the compiler warns of {@code
   * sun.misc} in a way that cannot be suppressed. On another JVM they do what they do there.
   */
  private static final class Signals {

    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    @FunctionalInterface
    private interface Hearer {
      void hears(int number);
    }

    private static void heardBy(Hearer hearer, String name) {
      try {
        Class<?> handler = Class.forName(HANDLER);
        handle(
            name,
            Proxy.newProxyInstance(
                handler.getClassLoader(),
                new Class<?>[] {handler},
                (proxy, method, arguments) -> {
                  hearer.hears((Integer) number(arguments[0]));
                  return null;
                }));
      } catch (ReflectiveOperationException e) {
        return;
      }
    }

    private static Object number(Object signal) throws ReflectiveOperationException {
      return signal.getClass().getMethod("getNumber").invoke(signal);
    }

    /** Gives a signal the system's own handler back. */
    private static void kills(String name) {
      try {
        handle(name, Class.forName(HANDLER).getField("SIG_DFL").get(null));
      } catch (ReflectiveOperationException e) {
        return;
      }
    }

    private static void handle(String name, Object how) throws ReflectiveOperationException {
      Class<?> signal = Class.forName(SIGNAL);
      try {
        signal
            .getMethod("handle", signal, Class.forName(HANDLER))
            .invoke(null, signal.getConstructor(String.class).newInstance(name), how);
      } catch (InvocationTargetException e) {
        return; // no such signal here, or the JVM keeps it to itself
      }
    }
  }
}
