package io.proxynas.cli.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes command lines of this program. */
public final class CommandLineText {

  private CommandLineText() {}

  /**
   * How to go on with a run.
   *
   * @param arguments of the command that was interrupted
   * @param chosen whether the folder was chosen by the program, so that it must be named now
   */
  public static String resuming(Path folder, List<String> arguments, boolean chosen) {
    List<String> words = new ArrayList<>(arguments);
    if (chosen) {
      words.add("--out");
      words.add(folder.toString());
    }
    if (!arguments.contains("--resume")) {
      words.add("--resume");
    }
    return of(words);
  }

  /** A command line that a shell reads back as it was. */
  public static String of(List<String> arguments) {
    return Stream.concat(Stream.of("nas-search"), arguments.stream())
        .map(CommandLineText::quoted)
        .collect(Collectors.joining(" "));
  }

  /** As a shell reads it back. */
  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
