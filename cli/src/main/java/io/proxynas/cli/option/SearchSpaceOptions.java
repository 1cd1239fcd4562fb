package io.proxynas.cli.option;

import io.proxynas.cli.shell.Shell;
import io.proxynas.eval.preset.Preset;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.nas.space.Spaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which architectures there are. */
public final class SearchSpaceOptions {

  private static final String PRESET = "convnet";

  @Option(
      names = "--space",
      paramLabel = "NAME|FILE",
      defaultValue = PRESET,
      description =
          "The architectures to choose from: convnet, mlp, nasbench201 or nasbench-macro, each"
              + " also with options, as in nasbench201:cells=1,channels=8, or your own from a JSON"
              + " file (default: ${DEFAULT-VALUE}).")
  private String space = "";

  @Option(
      names = "--depths",
      paramLabel = "D,…",
      description =
          "Numbers of blocks to choose from in the space convnet (default: from the preset).")
  private Optional<String> depths = Optional.empty();

  @Option(
      names = "--widths",
      paramLabel = "W,…",
      description =
          "Numbers of filters to choose from in the space convnet (default: from the preset).")
  private Optional<String> widths = Optional.empty();

  public SearchSpace space(Shell shell, Preset preset) throws IOException {
    if (space.equals(PRESET)) {
      ConvNetSpace standard = preset.space();
      return new ConvNetSpace(
          depths.map(text -> OptionValues.numbers("depths", text)).orElse(standard.depths()),
          widths.map(text -> OptionValues.numbers("widths", text)).orElse(standard.widths()));
    }
    if (depths.isPresent() || widths.isPresent()) {
      throw new IllegalArgumentException(
          "%s must go with the space convnet, but the space was %s"
              .formatted(depths.isPresent() ? "--depths" : "--widths", space));
    }
    Optional<SearchSpace> named = Spaces.named(space);
    return named.isPresent() ? named.get() : read(shell);
  }

  private SearchSpace read(Shell shell) throws IOException {
    Path file = shell.path(Path.of(space));
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "the space must be one of %s or an existing JSON file, but was \"%s\""
              .formatted(Spaces.names(), space));
    }
    return Spaces.read(file);
  }
}
