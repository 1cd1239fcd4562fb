package io.proxynas.arbiter.space;

import io.proxynas.arbiter.internal.serde.Mappers;
import io.proxynas.arbiter.migrate.Beta7;
import io.proxynas.train.check.Require;
import io.proxynas.train.check.Shown;
import io.proxynas.train.file.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Reads Arbiter's files; apart from the provider, which loads without Arbiter. */
final class ArbiterFile {

  private ArbiterFile() {}

  static ArbiterSpace read(Path file, String text) {
    boolean isJson = text.stripLeading().startsWith("{");
    if (isJson) {
      JsonFile.parsed(JsonFile.mapper(), file, text); // Arbiter's own reader knows no bounds
    }
    String migrated = Beta7.migrated(text);
    try {
      BaseNetworkSpace<?> space = isJson ? json(migrated) : yaml(migrated);
      requireWhole(space);
      ArbiterSpace read =
          new ArbiterSpace(space, "%s %08x".formatted(file.getFileName(), text.hashCode()));
      read.requireNetworks();
      return read;
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "%s must hold a MultiLayerSpace or ComputationGraphSpace of Arbiter, but does not: %s"
              .formatted(file, Shown.reason(e)),
          e);
    }
  }

  /** Without these Arbiter reads a space, and fails when it is used. */
  private static void requireWhole(BaseNetworkSpace<?> space) {
    List<BaseNetworkSpace.LayerConf> layers = space.getLayerSpaces();
    Require.that(
        layers != null && !layers.isEmpty(), "its layerSpaces must be at least 1, but are none");
    for (int i = 0; i < layers.size(); i++) {
      BaseNetworkSpace.LayerConf layer = layers.get(i);
      Require.that(
          layer != null && layer.getLayerSpace() != null,
          "each of its layerSpaces must have a layerSpace, but number %d has none",
          i + 1);
    }
    if (space instanceof ComputationGraphSpace graph) {
      requireNames("networkInputs", graph.getNetworkInputs());
      requireNames("networkOutputs", graph.getNetworkOutputs());
      Require.that(graph.getVertices() != null, "its vertices must be a list, but are null");
    }
  }

  private static void requireNames(String field, String @Nullable [] names) {
    Require.that(
        names != null && names.length >= 1 && Stream.of(names).allMatch(Objects::nonNull),
        "its %s must be at least 1 name, but are %s",
        field,
        names == null ? "missing" : Shown.of(Arrays.toString(names)));
  }

  private static BaseNetworkSpace<?> json(String text) throws IOException {
    ObjectMapper mapper = Mappers.json(text);
    JsonNode tree = mapper.readTree(text);
    JsonNode space =
        tree.has("candidateGenerator") ? tree.at("/candidateGenerator/parameterSpace") : tree;
    String type = space.path("@class").asText();
    // Alone it has its simple name, in a configuration the full one.
    if (type.equals(ComputationGraphSpace.class.getSimpleName())) {
      return mapper.treeToValue(space, ComputationGraphSpace.class);
    }
    if (type.equals(ComputationGraphSpace.class.getName())
        || type.equals(MultiLayerSpace.class.getName())) {
      return (BaseNetworkSpace<?>) mapper.treeToValue(space, ParameterSpace.class);
    }
    throw new IllegalArgumentException("its @class is \"" + type + "\"");
  }

  private static BaseNetworkSpace<?> yaml(String text) throws IOException {
    ObjectMapper mapper = Mappers.yaml(text);
    if (text.contains(OptimizationConfiguration.class.getName())) {
      return (BaseNetworkSpace<?>)
          mapper
              .readValue(text, OptimizationConfiguration.class)
              .getCandidateGenerator()
              .getParameterSpace();
    }
    return text.contains(ComputationGraphSpace.class.getSimpleName())
        ? mapper.readValue(text, ComputationGraphSpace.class)
        : mapper.readValue(text, MultiLayerSpace.class);
  }
}
