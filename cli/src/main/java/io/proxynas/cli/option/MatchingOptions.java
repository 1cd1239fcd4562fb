package io.proxynas.cli.option;

import io.proxynas.condense.embed.Embeddings;
import io.proxynas.condense.embed.RandomNetworks;
import io.proxynas.condense.embed.TrainedNetworks;
import io.proxynas.condense.match.RealBatches;
import io.proxynas.condense.method.CondensationSettings;
import io.proxynas.condense.method.DistributionMatching;
import io.proxynas.condense.method.Initialization;
import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.train.check.Require;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** How distribution matching makes a set; each overrides one setting of the preset. */
final class MatchingOptions {

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description =
          "Iterations that make the set; for dc and dsa, networks that gradient matching draws"
              + " (default: from the preset).")
  private Optional<Integer> iterations = Optional.empty();

  @Option(
      names = "--pixel-steps",
      paramLabel = "N",
      description =
          "Steps on the pixels in each iteration, against the same real images (default: from"
              + " the preset).")
  private Optional<Integer> pixelSteps = Optional.empty();

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      description = "Learning rate of the pixels (default: from the preset).")
  private Optional<Double> learningRate = Optional.empty();

  @Option(
      names = "--init",
      paramLabel = "WORD",
      description =
          "What synthetic images start from: real, for images of their class, or noise"
              + " (default: real).")
  private Optional<String> initialization = Optional.empty();

  @Option(
      names = "--real-batches",
      paramLabel = "WORD",
      description =
          "How an iteration draws real images: random, or clustered to spread over the class"
              + " (default: random).")
  private Optional<String> realBatches = Optional.empty();

  @Option(
      names = "--embedding",
      paramLabel = "NETWORKS",
      description =
          "Networks that embed images in distribution matching, between commas, of which each"
              + " iteration draws one; nas-search --help-all lists them (default: from the preset).")
  private Optional<String> embedding = Optional.empty();

  @Option(
      names = "--embedding-epochs",
      paramLabel = "E",
      description =
          "Epochs for which a pool of embedding networks is trained first; 0 draws a fresh network"
              + " at each iteration (default: 0).")
  private Optional<Integer> embeddingEpochs = Optional.empty();

  /**
   * The settings with these options.
   *
   * @throws IllegalArgumentException if one is given for a proxy that it does not concern
   */
  CondensationSettings applied(CondensationSettings settings, ProxySpec spec) {
    Set<Method> matching = methods(method -> settings.matching(method).isPresent());
    Set<Method> embedding = EnumSet.copyOf(matching);
    embedding.remove(Method.IDM); // its networks come from its queue
    if (iterations.isPresent()) {
      requireIterative("--iterations", settings, spec);
    }
    if (learningRate.isPresent()) {
      requireIterative("--learning-rate", settings, spec);
    }
    requireOneOf(matching, "--pixel-steps", pixelSteps, spec);
    requireOneOf(matching, "--real-batches", realBatches, spec);
    requireOneOf(matching, "--init", initialization, spec);
    requireOneOf(embedding, "--embedding", this.embedding, spec);
    requireOneOf(embedding, "--embedding-epochs", embeddingEpochs, spec);
    if (!(spec instanceof ProxySpec.Condensed condensed)) {
      return settings;
    }
    Method method = condensed.by();
    CondensationSettings result =
        iterations.isPresent() ? settings.withIterations(method, iterations.get()) : settings;
    if (learningRate.isPresent()) {
      result = result.withLearningRate(method, learningRate.get());
    }
    return matching.contains(method)
        ? result.withMatching(method, applied(result.matching(method).orElseThrow()))
        : result;
  }

  private DistributionMatching.Settings applied(DistributionMatching.Settings settings) {
    DistributionMatching.Settings result = settings;
    result = pixelSteps.map(result::withPixelSteps).orElse(result);
    if (realBatches.isPresent()) {
      result = result.withRealBatches(batches(realBatches.get()));
    }
    result =
        initialization.map(MatchingOptions::start).map(result::withInitialization).orElse(result);
    return embedding.isPresent() || embeddingEpochs.isPresent()
        ? result.withEmbeddings(embeddings(settings.embeddings()))
        : result;
  }

  /**
   * Requires a set that is made by iterations.
   *
   * @param option that concerns these only
   */
  void requireIterative(String option, CondensationSettings settings, ProxySpec spec) {
    Set<Method> iterative = methods(method -> settings.iterations(method, 1).isPresent());
    requireOneOf(iterative, option, Optional.of(true), spec);
  }

  private static Set<Method> methods(Predicate<Method> condition) {
    return Arrays.stream(Method.values())
        .filter(condition)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Method.class)));
  }

  private static void requireOneOf(
      Set<Method> methods, String option, Optional<?> value, ProxySpec spec) {
    boolean fits =
        spec instanceof ProxySpec.Condensed condensed && methods.contains(condensed.by());
    if (value.isPresent() && !fits) {
      throw new IllegalArgumentException(
          "%s must go with a proxy made by one of %s, but the proxy was %s"
              .formatted(
                  option,
                  methods.stream().map(Method::word).collect(Collectors.joining(", ")),
                  spec.name()));
    }
  }

  private static Initialization start(String word) {
    return OptionValues.choice("the start", Initialization.values(), Initialization::word, word);
  }

  private static RealBatches batches(String word) {
    return OptionValues.choice(
        "the choice of real images", RealBatches.values(), RealBatches::word, word);
  }

  private Embeddings embeddings(Embeddings preset) {
    List<Architecture> architectures =
        embedding
            .map(names -> OptionValues.networks(names).stream().map(n -> n.architecture()).toList())
            .orElse(preset.architectures());
    int epochs = embeddingEpochs.orElse(0);
    Require.that(
        epochs >= 0, "the epochs of an embedding network must be at least 0, but was %d", epochs);
    return epochs == 0
        ? new RandomNetworks(architectures)
        : TrainedNetworks.of(architectures, epochs);
  }
}
