package io.proxynas.benchmarks.fuzz;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A reader, and whole files that it reads.
 *
 * @param name of the reader
 * @param cases that the build tries
 * @param files their contents by their paths in a folder
 * @param damaged of these, the ones that are damaged, one at a time, and what they are packed in
 * @param reader what reads them
 */
record Target(
    String name,
    int cases,
    Map<String, byte[]> files,
    Map<String, Envelope> damaged,
    Reader reader) {

  /** Reads the files of a folder, as the program does. */
  @FunctionalInterface
  interface Reader {

    /**
     * Reads.
     *
     * @param warnings hears sentences for the user
     */
    void read(Path folder, Consumer<String> warnings) throws Exception;
  }

  Target {
    files = Map.copyOf(files);
    damaged = Map.copyOf(damaged);
  }

  /** Of one file. */
  static Target of(
      String name, int cases, String file, byte[] content, Envelope in, Reader reader) {
    return new Target(name, cases, Map.of(file, content), Map.of(file, in), reader);
  }
}
