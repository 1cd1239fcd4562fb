package io.proxynas.arbiter.space;

import io.proxynas.arbiter.migrate.Beta7;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.serde.jackson.JsonMapper;
import org.nd4j.shade.jackson.databind.JsonNode;

/** Reads Arbiter's files; apart from the provider, which loads without Arbiter. */
final class ArbiterFile {

  private ArbiterFile() {}

  static ArbiterSpace read(Path file, String text) {
    String migrated = Beta7.migrated(text);
    try {
      BaseNetworkSpace<?> space =
          text.stripLeading().startsWith("{") ? json(migrated) : yaml(migrated);
      return new ArbiterSpace(space, "%s %08x".formatted(file.getFileName(), text.hashCode()));
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
      return (BaseNetworkSpace<?>) JsonMapper.getMapper().treeToValue(space, ParameterSpace.class);
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
