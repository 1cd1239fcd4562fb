package io.proxynas.cli;

import io.proxynas.cli.command.Commands;
import io.proxynas.cli.shell.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * docs/cli.md, made from the definitions of the commands and of their options, and from what stands
 * below the options in the help. A template has the rest: {@code {{…}}} in it is what comes from
 * here.
 */
final class CommandLineDocument {

  private static final int USAGE_WIDTH = 100;
  private static final Pattern MARK = Pattern.compile("\\{\\{(.+?)}}");
  private static final Pattern DEFAULT = Pattern.compile("\\s*\\(default: ([^()]*)\\)");

  /** In the help of a command, to the words that a link leads to here. */
  private static final String POINTER = "; nas-search --help-all lists them";

  /** Below which heading of the help the values of an option are. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("--proxy", "Proxies"),
          Map.entry("--dataset", "Data sets"),
          Map.entry("--embedding", "Networks"),
          Map.entry("--networks", "Networks"),
          Map.entry("--space", "Spaces"),
          Map.entry("--strategy", "Strategies"),
          Map.entry("--rank-by", "Scores"),
          Map.entry("--scores", "Training-free scores"),
          Map.entry("--rungs", "Training-free scores"),
          Map.entry("--rivals", "Rivals"),
          Map.entry("--preset", "Presets"));

  private final CommandLine search;
  private final Map<String, String> help = new LinkedHashMap<>();

  private CommandLineDocument(CommandLine search) {
    this.search = search;
    String footer = String.join("\n", search.getCommandSpec().usageMessage().footer());
    for (String part : footer.replace("%%", "%").strip().split("\n\n")) {
      String[] headingAndText = part.split(":\n", 2);
      help.put(headingAndText[0], headingAndText[1]);
    }
  }

  /** The whole text. */
  static String text() throws IOException {
    PrintStream none = new PrintStream(PrintStream.nullOutputStream());
    Shell shell =
        new Shell(
            Map.of(),
            Path.of(""),
            InputStream.nullInputStream(),
            none,
            none,
            StandardCharsets.UTF_8,
            false);
    return new CommandLineDocument(Commands.in(shell).setUsageHelpWidth(USAGE_WIDTH)).filled();
  }

  private String filled() throws IOException {
    String template;
    try (InputStream in = CommandLineDocument.class.getResourceAsStream("cli.md")) {
      template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return MARK.matcher(template)
        .replaceAll(mark -> Matcher.quoteReplacement(part(mark.group(1), template)));
  }

  private String part(String mark, String template) {
    return switch (mark) {
      case "table of commands" -> tableOfCommands();
      case "commands" -> commands().map(this::command).collect(Collectors.joining("\n\n"));
      case "words" ->
          help.entrySet().stream()
              .filter(part -> !template.contains("{{" + part.getKey() + "}}"))
              .map(part -> "### " + escaped(part.getKey()) + "\n" + code(part.getValue()))
              .collect(Collectors.joining("\n\n"));
      default -> code(help.get(mark));
    };
  }

  private Stream<CommandLine> commands() {
    return Stream.concat(Stream.of(search), search.getSubcommands().values().stream())
        .filter(line -> !line.getCommandSpec().usageMessage().hidden());
  }

  private String tableOfCommands() {
    return commands()
        .map(CommandLine::getCommandSpec)
        .map(
            spec ->
                "| [`%s`](#%s) | %s |"
                    .formatted(
                        spec.qualifiedName(),
                        anchor(spec.qualifiedName()),
                        escaped(String.join("", spec.usageMessage().description()))))
        .collect(Collectors.joining("\n", "| command | what it does |\n|---|---|\n", ""));
  }

  private String command(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    Help usage = new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF));
    List<String> rows = new ArrayList<>();
    spec.positionalParameters().forEach(arg -> rows.add(row(arg.paramLabel(), arg, spec)));
    for (OptionSpec option : spec.options()) {
      if (!option.usageHelp() && !option.versionHelp()) {
        rows.add(row(name(option), option, spec));
      }
    }
    return "## %s\n%s\n\n%s\n\n| option | meaning | default |\n|---|---|---|\n%s"
        .formatted(
            spec.qualifiedName(),
            escaped(String.join("", spec.usageMessage().description())),
            code(usage.synopsis(0).lines().collect(Collectors.joining("\n"))),
            String.join("\n", rows));
  }

  private static String name(OptionSpec option) {
    String name = option.longestName();
    if (option.arity().max() == 0) {
      return name;
    }
    return name + (option.arity().min() == 0 ? " [%s]" : " %s").formatted(option.paramLabel());
  }

  private String row(String name, ArgSpec arg, CommandSpec command) {
    String description = String.join("", arg.description()).replace(POINTER, "");
    Matcher byDefault = DEFAULT.matcher(description);
    String value = byDefault.find() ? byDefault.group(1) : "";
    return "| `%s` | %s%s | %s |"
        .formatted(
            name.replace("|", "\\|"),
            escaped(byDefault.replaceFirst("")),
            link(arg, command),
            escaped(value));
  }

  private String link(ArgSpec arg, CommandSpec command) {
    String words = arg instanceof OptionSpec option ? WORDS.get(option.longestName()) : null;
    boolean presetsOfItsOwn = command.name().equals("experiment") && "Presets".equals(words);
    if (words == null || presetsOfItsOwn) {
      return "";
    }
    String heading =
        help.keySet().stream().filter(key -> key.split(",")[0].equals(words)).findFirst().get();
    return " See [%s](#%s).".formatted(words.toLowerCase(Locale.ROOT), anchor(heading));
  }

  /** As GitHub names the place of a heading. */
  static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
  }

  private static String code(String text) {
    return "```text\n" + text + "\n```";
  }

  /** Plain text for a cell of a table, with options as code. */
  private static String escaped(String text) {
    return text.replaceAll("([\\\\`*_\\[\\]|])", "\\\\$1")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("(?<![\\w-])--[a-z][a-z-]*", "`$0`");
  }
}
