package io.proxynas.arbiter.space;

import io.proxynas.nas.space.SearchSpace;
import io.proxynas.nas.space.SearchSpaceProvider;
import io.proxynas.nas.space.SpaceOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code --space FILE} for the JSON or YAML of a MultiLayerSpace, of a ComputationGraphSpace, or of
 * a configuration with one of them, as any version of DL4J since 1.0.0-beta7 wrote it. What Arbiter
 * would read of it by Java's deserialisation is read as data (docs/decisions.md, 44).
 */
public final class ArbiterSpaceProvider implements SearchSpaceProvider {

  private static final String MARK = "org.deeplearning4j.arbiter.";

  /** For ServiceLoader. */
  public ArbiterSpaceProvider() {}

  @Override
  public String name() {
    return "arbiter";
  }

  @Override
  public String description() {
    return "that of an Arbiter search: give its JSON or YAML file itself";
  }

  @Override
  public SearchSpace space(SpaceOptions options) {
    throw new IllegalArgumentException(
        "a space of Arbiter must be given as its JSON or YAML file, as in --space my-search.json");
  }

  @Override
  public Optional<SearchSpace> read(Path file, String text) {
    if (!text.contains(MARK)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ArbiterFile.read(file, text));
    } catch (NoClassDefFoundError e) {
      throw new IllegalArgumentException(
          "Arbiter and joda-time must be on the class path to read %s, but %s is missing"
              .formatted(file, String.valueOf(e.getMessage()).replace('/', '.')),
          e);
    }
  }
}
