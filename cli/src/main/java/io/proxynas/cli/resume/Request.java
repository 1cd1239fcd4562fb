package io.proxynas.cli.resume;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What a run was asked for on the command line: only what was given, not the defaults, and only
 * what a run that goes on needs to know.
 *
 * @param command {@value #SEARCH}, or the name of another command
 * @param options the values of options by their names, as they were typed, in their order
 * @param arguments what stands beside the options, as the file of {@code rank}
 */
public record Request(String command, Map<String, String> options, List<String> arguments) {

  /** The command that has no name on the command line. */
  static final String SEARCH = "search";

  private static final String STANDARD_INPUT = "-";
  private static final String RANK = "rank";
  private static final String SPARK = "--spark";

  /** Where a run is and what is shown of it; a run that goes on is not told again. */
  private static final Set<String> PASSING =
      Set.of(
          "--out",
          "--resume",
          "--recondense",
          "--dashboard",
          "--dashboard-host",
          "--json",
          "--quiet",
          "--debug",
          "--help",
          "--version");

  /** Of a list of architectures: one of these and the argument replaces the others. */
  private static final Set<String> LISTS = Set.of("--architectures", "--sample");

  /** Options that make no sense beside another value of the one before them. */
  private static final Map<String, Set<String>> DEPENDENT =
      Map.of("--space", Set.of("--depths", "--widths"), "--proxy", Set.copyOf(Settings.OF_A_SET));

  /** What may be another when a run of the command goes on. */
  private static final Map<String, Set<String>> CHANGEABLE =
      Map.of(
          SEARCH,
          Set.of(
              "--candidates",
              "--patience",
              "--time-limit",
              "--validate",
              "--truth-seeds",
              "--rivals",
              "--export"),
          RANK,
          Set.of("--architectures", "--sample", "--rank-by"),
          "study",
          Set.of("--proxy", "--sample", "--truth-seeds", "--rivals"),
          "table",
          Set.of("--sample"));

  /** The same for every command. */
  private static final Set<String> ALWAYS_CHANGEABLE =
      Set.of("--workers", "--device", SPARK, "--data-dir");

  public Request {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    arguments = List.copyOf(arguments);
  }

  /** What a command was asked for, by the command line that was parsed for it alone. */
  public static Request of(ParseResult parsed) {
    Map<String, String> options = new LinkedHashMap<>();
    for (OptionSpec option : parsed.matchedOptions()) {
      List<String> values = option.originalStringValues();
      if (!PASSING.contains(option.longestName()) && !values.contains(STANDARD_INPUT)) {
        options.put(option.longestName(), String.join(",", values));
      }
    }
    List<String> arguments = new ArrayList<>();
    parsed.matchedPositionals().forEach(at -> arguments.addAll(at.originalStringValues()));
    arguments.remove(STANDARD_INPUT);
    boolean named = parsed.commandSpec().parent() != null;
    return new Request(named ? parsed.commandSpec().name() : SEARCH, options, arguments);
  }

  /**
   * The part of an earlier request that holds beside this one: what this one does not say, nor
   * rules out. A cluster is left out, since the launcher has to know of it before.
   */
  Request heldOf(Request earlier) {
    Map<String, String> held = new LinkedHashMap<>(earlier.options);
    held.keySet().removeAll(options.keySet());
    held.remove(SPARK);
    boolean otherList =
        command.equals(RANK)
            && (!arguments.isEmpty() || options.keySet().stream().anyMatch(LISTS::contains));
    if (otherList) {
      held.keySet().removeAll(LISTS);
    }
    boolean several = CHANGEABLE.getOrDefault(command, Set.of()).contains("--proxy");
    DEPENDENT.forEach(
        (option, dependent) -> {
          boolean other =
              options.containsKey(option)
                  && !options.get(option).equals(earlier.options.get(option));
          if (other && !(several && option.equals("--proxy"))) {
            held.keySet().removeAll(dependent);
          }
        });
    return new Request(command, held, otherList ? List.of() : earlier.arguments);
  }

  /** The options that are given and must not change when the run goes on. */
  List<String> binding() {
    Set<String> free = CHANGEABLE.getOrDefault(command, Set.of());
    return options.keySet().stream()
        .filter(option -> !free.contains(option) && !ALWAYS_CHANGEABLE.contains(option))
        .toList();
  }

  /** As words of a command line, without the name of the program and of the command. */
  List<String> words() {
    List<String> words = new ArrayList<>(arguments);
    options.forEach((name, value) -> words.addAll(List.of(name, value)));
    return words;
  }

  /** The same so that no value can be taken for an option. */
  List<String> assignments() {
    List<String> words = new ArrayList<>(arguments);
    options.forEach((name, value) -> words.add(name + "=" + value));
    return words;
  }

  /** The words before the options. */
  private List<String> name() {
    return command.equals(SEARCH) ? List.of() : List.of(command);
  }

  /** The command line that repeats the run, as words without the name of the program. */
  public List<String> wholeWords() {
    List<String> words = new ArrayList<>(name());
    words.addAll(words());
    return words;
  }

  /**
   * The command line that goes on with the run, as words without the name of the program.
   *
   * @param out the folder
   */
  public List<String> resuming(Path out) {
    List<String> words = new ArrayList<>(name());
    words.addAll(List.of("--resume", "--out", out.toString()));
    if (options.containsKey(SPARK)) {
      words.addAll(List.of(SPARK, options.get(SPARK)));
    }
    return words;
  }

  /** The cluster, as it was typed; empty without one. */
  String cluster() {
    return options.getOrDefault(SPARK, "");
  }
}
