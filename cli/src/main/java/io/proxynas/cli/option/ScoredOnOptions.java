package io.proxynas.cli.option;

import io.proxynas.experiments.ScoredOn;
import picocli.CommandLine.Option;

/** Which real images trained networks are scored on. */
public final class ScoredOnOptions {

  @Option(
      names = "--score-on",
      paramLabel = "IMAGES",
      defaultValue = "test",
      description =
          "Which real images networks are scored on: test, or validation to choose settings by,"
              + " which no set of the same --seed is made of (default: ${DEFAULT-VALUE}).")
  private String images = "";

  /** The user's choice. */
  public ScoredOn chosen() {
    return OptionValues.choice("the images to score on", ScoredOn.values(), ScoredOn::word, images);
  }
}
