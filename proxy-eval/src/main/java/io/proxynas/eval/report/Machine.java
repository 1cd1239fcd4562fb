package io.proxynas.eval.report;

import io.proxynas.engine.BackendChoice;
import io.proxynas.train.Yardstick;
import io.proxynas.train.file.Host;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;

/**
 * The machine that a run's seconds were measured on.
 *
 * @param cores processors that the JVM may use
 * @param cpu the processor's model, or {@code unknown}
 * @param memoryBytes physical memory, or that of the container
 * @param os name, version and architecture of the operating system
 * @param java name and version of the virtual machine
 * @param engine devices that networks are computed on, and the back end, such as {@code cpu:
 *     AVX512_CORE, oneDNN 3.8.1}
 */
public record Machine(
    int cores, String cpu, long memoryBytes, String os, String java, String engine) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** This machine. What cannot be read is {@code unknown}. */
  public static Machine current() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        cpuModel(CPU_INFO),
        memory(),
        property("os.name") + " " + property("os.version") + " " + property("os.arch"),
        property("java.vm.name") + " " + property("java.version"),
        BackendChoice.automatic().words());
  }

  /** What networks are computed on: the processor's model, or a card. */
  public String computer() {
    return BackendChoice.automatic().isOnCard() ? engine : cpu;
  }

  /**
   * This program on this machine, for the provenance of what it makes.
   *
   * @param workers threads that make it
   * @param clock for the time of its creation
   */
  public Host host(int workers, Clock clock) {
    String card = BackendChoice.automatic().isOnCard() ? ", " + engine : "";
    String words = "%s, %d cores, %s, %s%s".formatted(cpu, cores, os, java, card);
    return new Host(Versions.current(), words, workers, clock, Yardstick.once(workers));
  }

  /** The first {@code model name} of a file in the format of Linux's /proc/cpuinfo. */
  static String cpuModel(Path cpuInfo) {
    try (Stream<String> lines = Files.lines(cpuInfo, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown"; // not Linux, or not readable: no reason to fail a report
    }
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
