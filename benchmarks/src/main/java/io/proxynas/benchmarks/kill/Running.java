package io.proxynas.benchmarks.kill;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process.
 *
 * @param process itself
 * @param start when it was started, in nanoseconds of {@link System#nanoTime}
 */
record Running(Process process, long start) {

  /** Since the start. */
  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Waits so long at most, and tells whether the process has ended. */
  boolean endsWithin(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** Sends it a signal. */
  void send(Signal signal) throws IOException, InterruptedException {
    String to = (signal == Signal.INT ? "-" : "") + process.pid();
    new ProcessBuilder(List.of("kill", "-" + signal, "--", to)).start().waitFor();
  }

  /** Of a process that has ended. */
  int exitCode() {
    return process.exitValue();
  }

  /** Ends it and waits. */
  void destroy() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }
}
