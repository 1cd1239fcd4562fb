package io.proxynas.benchmarks.fuzz;

import io.proxynas.benchmarks.Folders;
import io.proxynas.train.check.Shown;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A case that broke the rule.
 *
 * @param target name of the reader
 * @param seed of the campaign
 * @param number of the case
 * @param fault what was wrong
 * @param cause what was thrown, if anything
 * @param files of the case, by their paths
 */
record Finding(
    String target,
    long seed,
    int number,
    String fault,
    Optional<Throwable> cause,
    Map<String, byte[]> files) {

  /** Findings of one place in the code have the same. */
  String place() {
    return target + " " + fault + " " + cause.map(Finding::origin).orElse("");
  }

  private static String origin(Throwable thrown) {
    Throwable first = thrown;
    while (first.getCause() != null && first.getCause() != first) {
      first = first.getCause();
    }
    String type = first.getClass().getSimpleName();
    for (StackTraceElement frame : first.getStackTrace()) {
      if (frame.getClassName().startsWith("io.proxynas.")) {
        return type + " " + frame;
      }
    }
    return type;
  }

  /** In one line. */
  String text() {
    return "%s, seed %d, case %d: %s%s"
        .formatted(target, seed, number, fault, cause.map(c -> ": " + Shown.of(c)).orElse(""));
  }

  /**
   * Writes the files, and what happened, to a folder of its own.
   *
   * @return the folder
   */
  Path save(Path findings) throws IOException {
    Path folder = findings.resolve("%s-%d-%d".formatted(target, seed, number));
    Folders.write(folder, files);
    StringWriter text = new StringWriter();
    text.write(text() + "\n");
    cause.ifPresent(thrown -> thrown.printStackTrace(new PrintWriter(text, true)));
    Files.writeString(folder.resolve("finding.txt"), text.toString());
    return folder;
  }
}
