package io.proxynas.cli.resume;

import io.proxynas.condense.set.ProxySpec;
import io.proxynas.nas.space.Spaces;
import io.proxynas.train.data.source.DataSets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Values of options that are names or relative paths. */
final class RelativePaths {

  private RelativePaths() {}

  /**
   * A value that means the same in any directory.
   *
   * @param directory where it was typed
   * @param option whose value it is; empty for an argument beside the options
   */
  static String absolute(Path directory, String option, String value) {
    return switch (option) {
      case "--data-dir", "--architectures", "" -> existing(directory, value);
      case "--dataset" -> DataSets.names().contains(value) ? value : existing(directory, value);
      case "--space" -> isSpace(value) ? value : existing(directory, value);
      case "--proxy", "--rungs" ->
          Arrays.stream(value.split(",", -1))
              .map(word -> set(directory, word.strip()))
              .collect(Collectors.joining(","));
      default -> value;
    };
  }

  private static boolean isSpace(String value) {
    try {
      return Spaces.named(value).isPresent();
    } catch (IllegalArgumentException e) {
      return true; // a name with options that are refused, as they will be again
    }
  }

  private static String set(Path directory, String word) {
    try {
      return ProxySpec.of(word, directory::resolve) instanceof ProxySpec.Saved saved
          ? saved.path().toString()
          : word;
    } catch (IllegalArgumentException e) {
      return word; // a training-free score, as a rung
    }
  }

  private static String existing(Path directory, String value) {
    Path path = directory.resolve(value);
    return Files.exists(path) ? path.toString() : value;
  }
}
