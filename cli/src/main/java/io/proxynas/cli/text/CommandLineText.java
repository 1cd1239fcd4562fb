package io.proxynas.cli.text;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes command lines of this program. */
public final class CommandLineText {

  private CommandLineText() {}

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
