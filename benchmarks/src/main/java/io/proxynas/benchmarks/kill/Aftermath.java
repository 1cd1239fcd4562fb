package io.proxynas.benchmarks.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a killed process leaves.
 *
 * @param job its command
 * @param place where it ran
 * @param first whether the command began with it, so that nothing was there before
 * @param before the work that was kept before it started
 * @param temporary files that were left before
 */
record Aftermath(Job job, Place place, boolean first, Map<Path, Long> before, Set<Path> temporary) {

  private static final Pattern GO_ON = Pattern.compile(".*[Gg]o on with: nas-search (.*)");
  private static final Pattern REPEAT = Pattern.compile(".*the same command goes on.*");
  private static final Pattern STACK =
      Pattern.compile("\\s+at [\\w.$/]+\\(.*|Exception in thread.*");

  /** Before a process starts. */
  static Aftermath of(Job job, Place place, boolean first) throws IOException {
    Set<Path> temporary = new HashSet<>(place.files());
    temporary.removeIf(file -> !Place.isTemporary(file));
    return new Aftermath(job, place, first, kept(place), temporary);
  }

  /** Sizes of the files by which a command without a {@code run.json} goes on. */
  private static Map<Path, Long> kept(Place place) throws IOException {
    Map<Path, Long> kept = new HashMap<>();
    for (Path file : place.files()) {
      if (file.endsWith("rows.csv") || file.toString().endsWith(".checkpoint")) {
        kept.put(file, Files.getLastModifiedTime(file).toMillis());
      }
    }
    return kept;
  }

  /**
   * What is not as the manual says (docs/cli.md).
   *
   * @param signal that was sent
   * @param code exit code of the process
   */
  List<String> faults(Signal signal, int code) throws IOException {
    List<String> faults = new ArrayList<>();
    if (code != signal.exitCode() && code != 0) {
      faults.add("exit code %d instead of %d".formatted(code, signal.exitCode()));
    }
    List<String> printed = place.printed();
    printed.stream()
        .filter(line -> STACK.matcher(line).matches())
        .findFirst()
        .ifPresent(line -> faults.add("it prints a stack trace: " + line));
    if (signal.isPolite() && code != 0 && hasSomething(printed) && !saysHowToGoOn(printed)) {
      faults.add("the last line does not say how to go on");
    }
    for (Path file : place.files()) {
      fault(file, signal).ifPresent(what -> faults.add(place.name(file) + " " + what));
    }
    return faults;
  }

  /** Whether there is work to go on with, of which the process must have known. */
  private boolean hasSomething(List<String> printed) throws IOException {
    if (job.resume().isEmpty()) {
      return !kept(place).equals(before);
    }
    return place.unfinished().orElse(false) && (first || !printed.isEmpty());
  }

  private static boolean saysHowToGoOn(List<String> printed) {
    String last = lastLine(printed);
    return GO_ON.matcher(last).matches() || REPEAT.matcher(last).matches();
  }

  private static String lastLine(List<String> printed) {
    return printed.isEmpty() ? "" : printed.get(printed.size() - 1);
  }

  private Optional<String> fault(Path file, Signal signal) throws IOException {
    try {
      if (Place.isTemporary(file)) {
        return signal.isPolite() && !temporary.contains(file)
            ? Optional.of("is a temporary file that is left")
            : Optional.empty();
      }
      return Whole.fault(file).map(what -> "is half written: it " + what);
    } catch (NoSuchFileException e) {
      return Optional.empty(); // a process of the group was still ending
    }
  }

  /**
   * The words of the command line that goes on: those that the last line tells, else what the
   * manual says; empty if all is done.
   */
  Optional<List<String>> goOn() throws IOException {
    Matcher told = GO_ON.matcher(lastLine(place.printed()));
    if (told.matches()) {
      return Optional.of(Job.words(told.group(1)));
    }
    Optional<Boolean> unfinished = place.unfinished();
    if (job.resume().isEmpty() || unfinished.isEmpty()) {
      return Optional.of(job.begin());
    }
    return unfinished.get() ? job.resume() : Optional.empty();
  }
}
