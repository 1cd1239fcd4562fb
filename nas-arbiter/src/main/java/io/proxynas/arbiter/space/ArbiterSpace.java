package io.proxynas.arbiter.space;

import io.proxynas.arbiter.internal.network.ArbiterArchitecture;
import io.proxynas.arbiter.internal.network.Blueprint;
import io.proxynas.arbiter.internal.network.InputShapes;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.nas.space.Decisions;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.train.check.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.BooleanSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.arbiter.util.LeafUtils;
import org.jspecify.annotations.Nullable;

/**
 * A network space of Arbiter, its parameters as decisions. Each has as many options as it has
 * values; continuous ones and whole numbers of more than {@value #MOST} values have {@value
 * #LEVELS}, in the middle of equal parts of their distribution. Parameters of updaters and
 * penalties are no decisions and keep the middle of theirs: nas-search trains all candidates by one
 * recipe.
 */
@SuppressWarnings("rawtypes") // Arbiter keeps raw types
public final class ArbiterSpace implements SearchSpace {

  /** Options of a continuous parameter. */
  public static final int LEVELS = 8;

  /** The most values of a whole number that are options each. */
  public static final int MOST = 16;

  private static final int MOST_LAYERS = 1_000;

  private static final Set<String> OF_THE_TRAINING =
      Set.of(
          "updater",
          "biasUpdater",
          "l1",
          "l2",
          "l1Bias",
          "l2Bias",
          "gradientNormalization",
          "gradientNormalizationThreshold");

  private static final String PREFIX = "arbiter";

  private final BaseNetworkSpace<?> space;
  private final String source;
  private final List<Integer> options = new ArrayList<>();
  private final List<Integer> indices = new ArrayList<>();
  private final Optional<ImageShape> madeFor;

  /** Parameters of all leaves; what the space itself says of it may be from another time. */
  private final int parameters;

  /**
   * The space of networks.
   *
   * @param space gets the indices of its parameters set
   * @param source what it was read from, for messages and journals
   * @throws IllegalArgumentException if it is not made for images
   */
  public ArbiterSpace(BaseNetworkSpace<?> space, String source) {
    this.space = space;
    this.source = source;
    madeFor = InputShapes.of(space);
    Set<ParameterSpace<?>> fixed = ofTheTraining(space);
    int index = 0;
    for (ParameterSpace<?> leaf : leaves(space)) {
      for (int i = 0; i < leaf.numParameters(); i++) {
        if (!fixed.contains(leaf)) {
          indices.add(index + i);
          options.add(options(leaf));
        }
      }
      leaf.setIndices(IntStream.range(index, index + leaf.numParameters()).toArray());
      index += leaf.numParameters();
    }
    parameters = index;
  }

  /**
   * Requires that its networks can be built, by the example of the first.
   *
   * @throws RuntimeException of Arbiter or DL4J if it cannot
   */
  void requireNetworks() {
    ((ArbiterArchitecture) architecture(new int[options.size()])).blueprint().graph(0);
  }

  private static List<ParameterSpace<?>> leaves(ParameterSpace<?> space) {
    List<ParameterSpace<?>> leaves = new ArrayList<>();
    LeafUtils.getUniqueObjects(space.collectLeaves()).forEach(leaves::add);
    leaves.removeIf(leaf -> leaf.numParameters() == 0);
    return leaves;
  }

  /** By identity: leaves of equal ranges are equal. */
  private static Set<ParameterSpace<?>> ofTheTraining(BaseNetworkSpace<?> space) {
    Set<ParameterSpace<?>> found = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Map<String, ParameterSpace>> all = new ArrayList<>();
    all.add(space.getNestedSpaces());
    space.getLayerSpaces().forEach(layer -> all.add(layer.getLayerSpace().getNestedSpaces()));
    for (Map<String, ParameterSpace> nested : all) {
      nested.forEach(
          (name, part) -> {
            if (OF_THE_TRAINING.contains(name)) {
              found.addAll(leaves(part));
            }
          });
    }
    return found;
  }

  private static int options(ParameterSpace<?> leaf) {
    if (leaf instanceof DiscreteParameterSpace<?> discrete) {
      return discrete.numValues();
    }
    if (leaf instanceof BooleanSpace) {
      return 2;
    }
    if (leaf instanceof IntegerParameterSpace whole) {
      long values = (long) whole.getMax() - whole.getMin() + 1;
      return values <= MOST ? (int) values : LEVELS;
    }
    return LEVELS;
  }

  @Override
  public String name() {
    return PREFIX;
  }

  @Override
  public Decisions decisions() {
    return new Decisions(options, this::architecture, this::choices);
  }

  private Architecture architecture(int[] choices) {
    double[] values = new double[parameters];
    Arrays.fill(values, 0.5);
    for (int i = 0; i < choices.length; i++) {
      values[indices.get(i)] = (choices[i] + 0.5) / options.get(i);
    }
    String id =
        Arrays.stream(choices)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining("-", PREFIX + ":", ""));
    return new ArbiterArchitecture(id, () -> blueprint(values), madeFor);
  }

  private Blueprint blueprint(double[] values) {
    requireFewLayers(values);
    return Blueprint.of(space.getValue(values));
  }

  /** Arbiter makes an object for each layer, and a file can ask for two billions in ten letters. */
  private void requireFewLayers(double[] values) {
    long layers = 0;
    for (BaseNetworkSpace.LayerConf layer : space.getLayerSpaces()) {
      if (layer.getNumLayers() != null) {
        layers += Math.max(0, layer.getNumLayers().getValue(values));
      }
    }
    Require.that(
        layers <= MOST_LAYERS,
        "a network of it may have at most %,d layers, but has %,d",
        MOST_LAYERS,
        layers);
  }

  private int[] choices(Architecture architecture) {
    return choices(requireMember(architecture).id()).orElseThrow();
  }

  /** One option a decision; empty if the id has none of this space. */
  private Optional<int[]> choices(String id) {
    if (!id.matches(PREFIX + ":(\\d{1,9}(-\\d{1,9})*)?")) {
      return Optional.empty();
    }
    String rest = id.substring(PREFIX.length() + 1);
    int[] choices =
        rest.isEmpty()
            ? new int[0]
            : Arrays.stream(rest.split("-")).mapToInt(Integer::parseInt).toArray();
    if (choices.length != options.size()) {
      return Optional.empty();
    }
    for (int i = 0; i < choices.length; i++) {
      if (choices[i] >= options.get(i)) {
        return Optional.empty();
      }
    }
    return Optional.of(choices);
  }

  @Override
  public boolean contains(Architecture architecture) {
    return architecture instanceof ArbiterArchitecture && choices(architecture.id()).isPresent();
  }

  @Override
  public Architecture parse(String id) {
    return choices(id)
        .map(this::architecture)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "an id of the space %s must look like %s, with options below %s, but was %s"
                        .formatted(
                            PREFIX, architecture(new int[options.size()]).id(), options, id)));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ArbiterSpace of && of.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** The source with a hash of everything in the space, so that a journal notices a change. */
  @Override
  public String toString() {
    return "%s (%s, %s)".formatted(PREFIX, source, options);
  }
}
