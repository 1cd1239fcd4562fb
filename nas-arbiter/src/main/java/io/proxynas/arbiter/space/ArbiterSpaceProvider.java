package io.proxynas.arbiter.space;

import io.proxynas.arbiter.migrate.Beta7;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.nas.space.SearchSpaceProvider;
import io.proxynas.nas.space.SpaceOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.serde.jackson.JsonMapper;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * {@code --space FILE} for the JSON or YAML of a MultiLayerSpace, of a ComputationGraphSpace, or of
 * a configuration with one of them, as any version of DL4J since 1.0.0-beta7 wrote it. Arbiter
 * reads parts of such files by Java's deserialisation: they must come from somebody trusted.
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
    String migrated = Beta7.migrated(text);
    try {
      BaseNetworkSpace<?> space =
          text.stripLeading().startsWith("{") ? json(migrated) : yaml(migrated);
      String source = "%s %08x".formatted(file.getFileName(), text.hashCode());
      return Optional.of(new ArbiterSpace(space, source));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "%s must hold a MultiLayerSpace or ComputationGraphSpace of Arbiter, but does not: %s"
              .formatted(file, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    }
  }

  private static BaseNetworkSpace<?> json(String text) throws IOException {
    JsonNode tree = JsonMapper.getMapper().readTree(text);
    JsonNode space =
        tree.has("candidateGenerator") ? tree.at("/candidateGenerator/parameterSpace") : tree;
    String type = space.path("@class").asText();
    // Alone it has its simple name, in a configuration the full one.
    if (type.equals(ComputationGraphSpace.class.getSimpleName())) {
      return JsonMapper.getMapper().treeToValue(space, ComputationGraphSpace.class);
    }
    if (type.equals(ComputationGraphSpace.class.getName())
        || type.equals(MultiLayerSpace.class.getName())) {
      return (BaseNetworkSpace<?>)
          JsonMapper.getMapper().treeToValue(space, ParameterSpace.class);
    }
    throw new IllegalArgumentException("its @class is \"" + type + "\"");
  }

  private static BaseNetworkSpace<?> yaml(String text) {
    if (text.contains(OptimizationConfiguration.class.getName())) {
      return (BaseNetworkSpace<?>)
          OptimizationConfiguration.fromYaml(text).getCandidateGenerator().getParameterSpace();
    }
    return text.contains(ComputationGraphSpace.class.getSimpleName())
        ? ComputationGraphSpace.fromYaml(text)
        : MultiLayerSpace.fromYaml(text);
  }
}
