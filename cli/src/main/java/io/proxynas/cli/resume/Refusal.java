package io.proxynas.cli.resume;

import io.proxynas.eval.report.Versions;
import io.proxynas.nas.journal.Difference;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Says in the words of the command line why a run cannot go on as asked for.
 *
 * @param folder of the run
 * @param spec the command
 * @param given what is asked for now
 * @param file what the run says of itself, if it does
 */
record Refusal(Path folder, CommandSpec spec, Request given, Optional<RunFile> file) {

  /** Why, by the names of options where these are why. */
  String sentence(List<Difference> differences) {
    Set<String> settings = new LinkedHashSet<>();
    Map<String, Conflict.Values> values = new LinkedHashMap<>();
    for (Difference difference : differences) {
      Settings.Setting setting = Settings.of(difference.setting());
      settings.add(setting.words());
      values.putAll(file.isPresent() ? typed(setting) : words(setting, difference));
    }
    return values.isEmpty()
        ? unexplained(differences, settings)
        : new Conflict(values).sentence(folder);
  }

  /** The options that are typed in another way and decide a setting. */
  private Map<String, Conflict.Values> typed(Settings.Setting setting) {
    Map<String, Conflict.Values> values = new LinkedHashMap<>();
    Conflict.ofTexts(given, file.orElseThrow().request(), spec)
        .values()
        .forEach(
            (option, both) -> {
              if (setting.dependsOn(option)) {
                values.put(option, both);
              }
            });
    return values;
  }

  /** The option of a setting whose values the journal has in words. */
  private static Map<String, Conflict.Values> words(
      Settings.Setting setting, Difference difference) {
    boolean whole = difference.name().equals(difference.setting()) && !setting.options().isEmpty();
    Optional<String> here = whole ? difference.wordHere() : Optional.empty();
    return here.isPresent() && isShort(here.get())
        ? Map.of(setting.options().get(0), new Conflict.Values(here.get(), difference.wordThere()))
        : Map.of();
  }

  /** As options are; a description of a space or of a recipe is not. */
  private static boolean isShort(String word) {
    return word.matches("[\\w.:,-]{1,40}");
  }

  /** Nothing was typed in another way: the images, the machine or the program are others. */
  private String unexplained(List<Difference> differences, Set<String> settings) {
    Optional<Difference> latency =
        differences.stream().filter(d -> d.name().equals("latency")).findFirst();
    if (latency.isPresent() && latency.get().wordThere().isPresent()) {
      return "a run that measures latencies must go on on the processor that it was begun on, but in %s that is %s and here %s"
          .formatted(
              folder,
              latency.get().wordThere().get(),
              latency.get().wordHere().orElse("none is measured"));
    }
    if (differences.stream().anyMatch(d -> d.name().equals("condensation.sha256"))) {
      return "a run that goes on must have the same proxy set, but the saved set that %s was begun with has changed since"
          .formatted(folder);
    }
    if (settings.contains(Settings.of("dataFingerprint").words())) {
      return "a run that goes on must have the same images, but those of %s have changed since"
          .formatted(folder);
    }
    String its = file.map(RunFile::version).orElse("");
    String now = Versions.current().getOrDefault("proxynas", "");
    String options =
        differences.stream()
            .flatMap(difference -> Settings.of(difference.setting()).options().stream())
            .distinct()
            .collect(Collectors.joining(", "));
    return "a run that goes on must keep its settings, but %s in %s%s%s"
        .formatted(
            String.join(" and ", settings) + (settings.size() == 1 ? " is another" : " are others"),
            folder,
            options.isEmpty() ? "" : " (see " + options + ")",
            its.isEmpty() || its.equals(now)
                ? ""
                : ", which version %s began and this is %s".formatted(its, now));
  }
}
