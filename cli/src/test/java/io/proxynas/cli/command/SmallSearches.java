package io.proxynas.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.cli.TestShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Searches of a few seconds on a tiny image folder, and what they leave in their folders.
 *
 * @param shell in whose folder they are
 */
record SmallSearches(TestShell shell) {

  private static final Map<String, String> OPTIONS =
      Map.of(
          "--dataset", "photos",
          "--size", "12",
          "--proxy", "dm-ipc2",
          "--iterations", "5",
          "--depths", "1,2",
          "--widths", "8",
          "--candidates", "6",
          "--epochs", "1",
          "--validate", "3");

  static SmallSearches in(Path directory) throws IOException {
    return new SmallSearches(TestShell.withPhotos(directory));
  }

  /** A search of small ConvNets; {@code more} overrides and adds options. */
  TestShell.Result run(String... more) {
    return runWithout(List.of(more), OPTIONS);
  }

  /** A search of a space, by the preset smoke. */
  TestShell.Result of(String space, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                ("--dataset photos --size 12 --preset smoke --proxy random-ipc2"
                        + " --validate 1 --space "
                        + space)
                    .split(" ")));
    arguments.addAll(List.of(more));
    return runWithout(arguments, Map.of("--candidates", "4", "--epochs", "1"));
  }

  /** With the usual options that are not given. */
  private TestShell.Result runWithout(List<String> given, Map<String, String> usual) {
    List<String> arguments = new ArrayList<>(given);
    usual.forEach(
        (name, value) -> {
          if (!given.contains(name)) {
            arguments.addAll(List.of(name, value));
          }
        });
    return shell.run(arguments.toArray(String[]::new));
  }

  static String[] with(String[] options, String... more) {
    return Stream.of(options, more).flatMap(Stream::of).toArray(String[]::new);
  }

  Path file(String name) {
    return shell.directory().resolve(name);
  }

  /** The winner, without its latency, which is measured. */
  JsonNode best(String run) throws IOException {
    return ((ObjectNode) report(run).get("best")).without("latencySeconds");
  }

  JsonNode report(String run) throws IOException {
    return new ObjectMapper().readTree(file(run).resolve("report.json").toFile());
  }

  /** The lines of ranking.csv without the column of seconds. */
  List<String> ranking(String run) throws IOException {
    return Files.readAllLines(file(run).resolve("ranking.csv")).stream()
        .map(line -> line.split(",", -1))
        .map(
            fields ->
                IntStream.range(0, fields.length)
                    .filter(i -> i != 5)
                    .mapToObj(i -> fields[i])
                    .toList()
                    .toString())
        .toList();
  }
}
