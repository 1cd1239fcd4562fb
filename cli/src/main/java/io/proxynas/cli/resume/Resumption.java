package io.proxynas.cli.resume;

import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.CommandLineText;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.journal.OtherConfigurationException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * A run that goes on: which it is, and what it is asked for now.
 *
 * @param folder of the run
 * @param typed all words of the command line
 * @param spec the command
 * @param given what is asked for now
 * @param file what the run says of itself, if it does
 * @param held what of that holds beside what is asked for now
 */
public record Resumption(
    Path folder,
    List<String> typed,
    CommandSpec spec,
    Request given,
    Optional<RunFile> file,
    Request held) {

  private static final String OUT = "--out";
  private static final String RESUME = "--resume";

  /**
   * What a command line goes on with.
   *
   * @param parsed the whole command line
   * @return empty if it begins something new
   * @throws IllegalArgumentException if there is no such run, or it is of other settings
   * @throws IOException with one sentence if what is there cannot be read
   */
  public static Optional<Resumption> of(Shell shell, ParseResult parsed) throws IOException {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    if (!last.hasMatchedOption(RESUME)) {
      return Optional.empty();
    }
    Request given = Request.of(last);
    CommandSpec spec = last.commandSpec();
    Path here = shell.directory().toAbsolutePath().normalize();
    Path folder =
        last.hasMatchedOption(OUT)
            ? shell.path(folderOf(last.matchedOption(OUT).originalStringValues().get(0)))
            : new UnfinishedRuns(OutFolder.runs(shell), spec, here).newest(given);
    requireRun(folder, given.command());
    Optional<RunFile> file = RunFile.read(folder);
    Optional<Request> recorded = file.map(f -> f.requestFrom(here));
    recorded.ifPresent(request -> requireKnown(request, spec, folder));
    if (recorded.isPresent() && !OutFolder.hasResults(folder)) {
      Conflict conflict = Conflict.ofTexts(given, recorded.get(), spec);
      if (!conflict.values().isEmpty()) {
        throw new IllegalArgumentException(conflict.sentence(folder));
      }
    }
    Request held =
        recorded.map(given::heldOf).orElse(new Request(given.command(), Map.of(), List.of()));
    return Optional.of(new Resumption(folder, parsed.originalArgs(), spec, given, file, held));
  }

  /** A CSV file as {@code --out} stands for the folder beside it. */
  private static Path folderOf(String out) {
    return Path.of(out.endsWith(".csv") ? out.substring(0, out.length() - ".csv".length()) : out);
  }

  private static void requireRun(Path folder, String command) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "the run to go on with must be in a folder, but %s is none".formatted(folder));
    }
    if (!OutFolder.hasRun(folder)) {
      throw new IllegalArgumentException(
          "the run to go on with must be in the folder, but %s has no run in it".formatted(folder));
    }
    String its = command(folder);
    if (!its.equals(command)) {
      throw new IllegalArgumentException(
          "the run to go on with must be that of the same command, but %s has one of %s: %s"
              .formatted(
                  folder,
                  its,
                  CommandLineText.of(new Request(its, Map.of(), List.of()).resuming(folder))));
    }
  }

  /** Which command a run is of: it says so, or its files do. */
  private static String command(Path folder) throws IOException {
    Optional<RunFile> file = RunFile.read(folder);
    if (file.isPresent()) {
      return file.get().request().command();
    }
    if (!Journal.exists(folder)) {
      return "table";
    }
    Map<String, Object> configuration = Journal.configuration(folder);
    if (configuration.containsKey("study")) {
      return "study";
    }
    return "list".equals(configuration.get("strategy")) ? "rank" : Request.SEARCH;
  }

  private static void requireKnown(Request recorded, CommandSpec spec, Path folder) {
    for (String option : recorded.options().keySet()) {
      if (spec.findOption(option) == null) {
        throw new IllegalArgumentException(
            "a run that goes on must have options of this version, but %s was begun with %s"
                .formatted(RunFile.in(folder), option));
      }
    }
  }

  /** The whole command line, as if the run's settings had been typed again. */
  public String[] arguments() {
    List<String> words = new ArrayList<>(typed);
    words.addAll(spec.parent() == null ? 0 : 1, held.assignments());
    if (!typed.contains(OUT) && typed.stream().noneMatch(word -> word.startsWith(OUT + "="))) {
      words.addAll(List.of(OUT, folder.toAbsolutePath().toString()));
    }
    return words.toArray(String[]::new);
  }

  /** Says which run goes on, and how it was begun. */
  public void announce(PrintStream err) {
    if (typed.contains("--quiet")) {
      return;
    }
    if (file.isEmpty()) {
      err.printf(
          "going on with %s, which does not say how it was begun: what is not given is the default%n",
          folder);
      return;
    }
    Request begun = file.get().request();
    err.printf("going on with %s: %s%n", folder, CommandLineText.of(begun.wholeWords()));
    if (!begun.cluster().isEmpty() && given.cluster().isEmpty()) {
      err.printf(
          "it trained by --spark %s, and goes on on this machine unless that is given again%n",
          begun.cluster());
    }
  }

  /** Says how to go on, should a signal break it off before it has done anything. */
  public void isBrokenOff(PrintStream err) {
    List<String> words = given.resuming(folder);
    err.println("nas-search: interrupted; go on with: " + CommandLineText.of(words));
  }

  /** The same refusal in the words of the command line. */
  public String sentence(OtherConfigurationException refusal) {
    return new Refusal(folder, spec, given, file).sentence(refusal.differences());
  }
}
