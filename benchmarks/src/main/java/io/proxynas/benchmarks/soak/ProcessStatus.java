package io.proxynas.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * This process, as Linux tells it.
 *
 * @param residentMebibytes {@code VmRSS}: the memory that it has at this moment, in MiB
 * @param threads of Java, of the JVM and of native libraries
 */
record ProcessStatus(double residentMebibytes, int threads) {

  private static final Path STATUS = Path.of("/proc/self/status");

  /** At this moment. */
  static ProcessStatus now() throws IOException {
    return of(Files.readAllLines(STATUS));
  }

  static ProcessStatus of(List<String> status) throws IOException {
    return new ProcessStatus(number("VmRSS", status) / 1024.0, number("Threads", status));
  }

  private static int number(String name, List<String> status) throws IOException {
    return status.stream()
        .filter(line -> line.startsWith(name + ":"))
        .mapToInt(line -> Integer.parseInt(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow(
            () -> new IOException(STATUS + " must have a line " + name + ", but has none"));
  }
}
