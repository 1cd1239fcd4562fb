package io.proxynas.benchmarks.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process.
 *
 * @param process itself
 * @param start when it was started, in nanoseconds of {@link System#nanoTime}
 */
record Running(Process process, long start) {

  private static final String EXECUTOR = "org.apache.spark.executor.CoarseGrainedExecutorBackend";

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
    send(signal, (signal == Signal.INT ? "-" : "") + process.pid());
  }

  /** Sends a signal to a process, or to a group of them, whose number is negative. */
  static void send(Signal signal, String to) throws IOException, InterruptedException {
    new ProcessBuilder(List.of("kill", "-" + signal, "--", to)).start().waitFor();
  }

  /** Processes that it has started, and those that these have. */
  List<ProcessHandle> helpers() {
    return process.descendants().toList();
  }

  /** The executors of Spark that work for it, the oldest first. */
  List<ProcessHandle> executors() {
    return helpers().stream()
        .filter(Running::isExecutor)
        .sorted(Comparator.comparing(ProcessHandle::pid))
        .toList();
  }

  /** By its whole command line, which Java has the beginning of. */
  private static boolean isExecutor(ProcessHandle helper) {
    try {
      return Files.readString(Path.of("/proc/%d/cmdline".formatted(helper.pid())))
          .contains(EXECUTOR);
    } catch (IOException e) {
      return false; // it has ended
    }
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
