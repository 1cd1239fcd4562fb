package io.proxynas.benchmarks.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;

/**
 * What the process holds at one moment. Memory in MiB.
 *
 * @param candidates trained so far
 * @param resident all of it that lies in memory
 * @param heapInUse what was left on Java's heap by its last collections
 * @param heap what Java has taken for its heap
 * @param counted what JavaCPP counts: memory outside of the heap that was asked for through it
 * @param descriptors open files, sockets and the like
 * @param threads of Java, of the JVM and of native libraries
 */
record ProcessSample(
    int candidates,
    double resident,
    double heapInUse,
    double heap,
    double counted,
    int descriptors,
    int threads) {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final double MEBIBYTE = 1 << 20;

  /** This process now; of Linux only. */
  static ProcessSample now(int candidates) throws IOException {
    ProcessStatus status = ProcessStatus.now();
    return new ProcessSample(
        candidates,
        status.residentMebibytes(),
        leftByCollections() / MEBIBYTE,
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted() / MEBIBYTE,
        Pointer.totalBytes() / MEBIBYTE,
        openDescriptors(),
        status.threads());
  }

  private static long leftByCollections() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getCollectionUsage)
        .filter(Objects::nonNull)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }

  /** Without the one that lists them. */
  private static int openDescriptors() throws IOException {
    try (Stream<Path> all = Files.list(DESCRIPTORS)) {
      return (int) all.count() - 1;
    }
  }
}
