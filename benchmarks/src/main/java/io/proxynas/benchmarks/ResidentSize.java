package io.proxynas.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The resident size of this process, as Linux tells it. */
final class ResidentSize {

  private static final Path STATUS = Path.of("/proc/self/status");

  private ResidentSize() {}

  /** {@code VmRSS}, in MiB. */
  static double mebibytes() throws IOException {
    return mebibytes(Files.readAllLines(STATUS));
  }

  static double mebibytes(List<String> status) throws IOException {
    return status.stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow(() -> new IOException(STATUS + " must have a line VmRSS, but has none"));
  }
}
