package io.proxynas.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The help that {@code --help} prints: the options that most users need, in groups. With {@link
 * #ALL} a command prints all of them, and the words to choose from.
 */
public final class ShortHelp {

  /** The option that asks for all. */
  public static final String ALL = "--help-all";

  /** A command with no more options than this shows all of them. */
  private static final int FEW = 16;

  /** A heading, and the options below it in their order, for those commands that have them. */
  private enum Group {
    IMAGES("Images", "--dataset", "--size", "--proxy"),
    NETWORKS(
        "Networks",
        "--model",
        "--space",
        "--sample",
        "--networks",
        "--candidates",
        "--time-limit",
        "--epochs"),
    EVIDENCE("Evidence", "--validate", "--truth-seeds", "--repeats", "--proxy-epochs"),
    RUN("Run", "--preset", "--seed", "--out", "--resume", "--dashboard"),
    HELP("Help", "--help", ALL, "--version");

    private final String heading;
    private final List<String> options;

    Group(String heading, String... options) {
      this.heading = heading;
      this.options = List.of(options);
    }

    private List<OptionSpec> of(CommandSpec command) {
      return options.stream()
          .map(command::findOption)
          .flatMap(Stream::ofNullable)
          .filter(option -> !isForExpertsOf(command, option))
          .toList();
    }

    /** A search has so many options that these are not among its first dozen. */
    private static boolean isForExpertsOf(CommandSpec command, OptionSpec option) {
      return command.parent() == null
          && List.of("--epochs", "--proxy-epochs", "--truth-seeds").contains(option.longestName());
    }
  }

  private ShortHelp() {}

  /** Adds the option that asks for all. */
  public static void addTo(CommandLine line) {
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder(ALL)
                .usageHelp(true)
                .type(boolean.class)
                .description("Show all options, and the words to choose from, and exit.")
                .build());
  }

  /** Makes the command's help a short one, if it has many options. */
  public static void shorten(CommandLine line) {
    CommandSpec command = line.getCommandSpec();
    if (command.options().size() <= FEW) {
      return;
    }
    command.usageMessage().footer(footer(command).toArray(String[]::new));
    line.getSubcommands().values().forEach(ShortHelp::shortenDescription);
    var sections = line.getHelpSectionMap();
    sections.put(UsageMessageSpec.SECTION_KEY_SYNOPSIS, help -> synopsis(command));
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "");
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> options(command, help));
  }

  private static String synopsis(CommandSpec command) {
    List<String> words = new ArrayList<>(List.of(command.qualifiedName()));
    command.positionalParameters().stream().map(ArgSpec::paramLabel).forEach(words::add);
    words.add("[OPTIONS]");
    return String.join(" ", words) + System.lineSeparator();
  }

  private static String options(CommandSpec command, Help help) {
    List<OptionSpec> all =
        Arrays.stream(Group.values()).flatMap(g -> g.of(command).stream()).toList();
    StringBuilder text = new StringBuilder();
    for (Group group : Group.values()) {
      List<OptionSpec> options = group.of(command);
      if (!options.isEmpty()) {
        // All decide how wide the first column is, so that it is the same in each group.
        Help.Layout layout = help.createDefaultLayout(all, List.of(), help.colorScheme());
        layout.addOptions(options, help.parameterLabelRenderer());
        text.append("%n%s:%n%s".formatted(group.heading, layout));
      }
    }
    return text.toString();
  }

  /** Of what a command does, the first sentence. */
  private static void shortenDescription(CommandLine line) {
    UsageMessageSpec message = line.getCommandSpec().usageMessage();
    message.description(String.join("", message.description()).split("(?<=\\.) ", 2)[0]);
  }

  private static List<String> footer(CommandSpec command) {
    int shown = Arrays.stream(Group.values()).mapToInt(group -> group.of(command).size()).sum();
    int others = command.options().size() - shown;
    String more = "%s %s has %d more options".formatted(command.qualifiedName(), ALL, others);
    return command.parent() == null ? HelpText.shortFooter(more) : List.of("", more + ".");
  }
}
