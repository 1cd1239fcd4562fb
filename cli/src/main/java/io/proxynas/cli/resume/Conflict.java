package io.proxynas.cli.resume;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options that have another value here than in the run that is to go on.
 *
 * @param values by option, both values in the order here, there; there may be none
 */
record Conflict(Map<String, Values> values) {

  /**
   * Both values of an option.
   *
   * @param here as it was typed now
   * @param there as it was typed for the run, or its default; empty where it was not given and has
   *     none
   */
  record Values(String here, Optional<String> there) {

    private String text(String option) {
      return option + " " + here + " here, " + there.orElse("not given") + " in the run";
    }
  }

  /** The options that must not change and are typed in another way. */
  static Conflict ofTexts(Request given, Request recorded, CommandSpec spec) {
    Map<String, Values> values = new LinkedHashMap<>();
    for (String option : given.binding()) {
      String here = given.options().get(option);
      Optional<String> there =
          Optional.ofNullable(recorded.options().get(option)).or(() -> byDefault(spec, option));
      if (!there.equals(Optional.of(here))) {
        values.put(option, new Values(here, there));
      }
    }
    return new Conflict(values);
  }

  private static Optional<String> byDefault(CommandSpec spec, String option) {
    return Optional.ofNullable(spec.findOption(option)).map(OptionSpec::defaultValue);
  }

  /** For the user; there must be a conflict. */
  String sentence(Path folder) {
    return "a run that goes on must keep its settings, but has %s %s: leave that out, or begin another run"
        .formatted(
            values.entrySet().stream()
                .map(entry -> entry.getValue().text(entry.getKey()))
                .collect(Collectors.joining("; ")),
            folder);
  }
}
