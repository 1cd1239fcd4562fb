package io.proxynas.cli.resume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The runs of one command, in a folder of runs, that are not finished.
 *
 * @param root the folder of runs
 * @param spec the command
 * @param here where the user stands
 */
record UnfinishedRuns(Path root, CommandSpec spec, Path here) {

  /** A run and what its file says. */
  private record Run(Path folder, RunFile file) {}

  /**
   * The one that was begun last, of those that are as asked for.
   *
   * @throws IllegalArgumentException if there is none, or each is of other settings
   * @throws IOException with one sentence if the folder cannot be read
   */
  Path newest(Request given) throws IOException {
    List<Run> runs = unfinished(given.command());
    if (runs.isEmpty()) {
      throw new IllegalArgumentException(
          "--resume without --out must find an unfinished run of %s in %s, but there is none; --resume --out RUN goes on with any, and extends a finished one"
              .formatted(spec.qualifiedName(), root));
    }
    Optional<Run> first =
        runs.stream().filter(run -> conflict(given, run).values().isEmpty()).findFirst();
    if (first.isEmpty()) {
      throw new IllegalArgumentException(
          conflict(given, runs.get(0)).sentence(runs.get(0).folder()));
    }
    return first.get().folder();
  }

  private Conflict conflict(Request given, Run run) {
    return Conflict.ofTexts(given, run.file().requestFrom(here), spec);
  }

  /** The newest first. */
  private List<Run> unfinished(String command) throws IOException {
    List<Run> runs = new ArrayList<>();
    if (!Files.isDirectory(root)) {
      return runs;
    }
    try (Stream<Path> folders = Files.list(root)) {
      for (Path folder : folders.sorted().toList()) {
        read(folder)
            .filter(file -> !file.finished() && file.request().command().equals(command))
            .ifPresent(file -> runs.add(new Run(folder, file)));
      }
    }
    runs.sort(Comparator.comparing((Run run) -> run.file().begun()).reversed());
    return runs;
  }

  /** A file that cannot be read is not that of a run that one could go on with unasked. */
  private static Optional<RunFile> read(Path folder) {
    try {
      return RunFile.read(folder);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
