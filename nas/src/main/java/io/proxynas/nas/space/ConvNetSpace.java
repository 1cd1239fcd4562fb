package io.proxynas.nas.space;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import java.io.Serializable;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The ConvNet space of the dataset-condensation papers (Zhao, Mopuri and Bilen, arXiv 2006.05929):
 * depth × width × activation × normalization × pooling, each from a list of distinct values.
 *
 * @param depths numbers of blocks, each in [1, {@value #MAX_DEPTH}]
 * @param widths numbers of filters, each in [1, {@value #MAX_WIDTH}]
 */
public record ConvNetSpace(
    List<Integer> depths,
    List<Integer> widths,
    List<Activation> activations,
    List<Normalization> normalizations,
    List<Pooling> poolings)
    implements SearchSpace, Serializable {

  /** The most blocks that this space accepts. */
  private static final int MAX_DEPTH = 32;

  /** The most filters of a convolution that this space accepts. */
  private static final int MAX_WIDTH = 4096;

  /** The 720 networks of the paper. */
  public static final ConvNetSpace PAPER =
      new ConvNetSpace(List.of(1, 2, 3, 4), List.of(32, 64, 128, 256));

  /** 720 networks narrow enough to train a few hundred of them on two cores in minutes. */
  public static final ConvNetSpace CPU =
      new ConvNetSpace(List.of(1, 2, 3, 4), List.of(8, 16, 32, 64));

  private static final Pattern ID = Pattern.compile("convnet-d(\\d{1,9})-w(\\d{1,9})-.*");

  public ConvNetSpace {
    depths = inRange("depth", depths, MAX_DEPTH);
    widths = inRange("width", widths, MAX_WIDTH);
    activations = distinct("activation", activations);
    normalizations = distinct("normalization", normalizations);
    poolings = distinct("pooling", poolings);
    if (normalizations.contains(Normalization.GROUP)) {
      widths.forEach(ConvNetSpace::requireGroups);
    }
  }

  /** With all activations, normalizations and poolings. */
  public ConvNetSpace(List<Integer> depths, List<Integer> widths) {
    this(
        depths,
        widths,
        List.of(Activation.values()),
        List.of(Normalization.values()),
        List.of(Pooling.values()));
  }

  private static List<Integer> inRange(String what, List<Integer> values, int max) {
    for (int value : values) {
      if (value < 1 || value > max) {
        throw new IllegalArgumentException(
            "each " + what + " must be in [1, " + max + "], but one was " + value);
      }
    }
    return distinct(what, values);
  }

  private static <T> List<T> distinct(String what, List<T> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(
          "the list of " + what + "s must have at least 1 value, but was empty");
    }
    Set<T> seen = new HashSet<>();
    for (T value : values) {
      if (!seen.add(value)) {
        throw new IllegalArgumentException(
            "each " + what + " must be listed once, but " + value + " was listed twice");
      }
    }
    return List.copyOf(values);
  }

  private static void requireGroups(int width) {
    if (width % ConvNet.GROUPS != 0) {
      throw new IllegalArgumentException(
          "each width must be a multiple of %d, for the groups of group normalization, but one was %d"
              .formatted(ConvNet.GROUPS, width));
    }
  }

  @Override
  public String name() {
    return "convnet";
  }

  @Override
  public Decisions decisions() {
    return new Decisions(
        lists().map(List::size).toList(),
        this::decode,
        architecture -> encode((ConvNet) requireMember(architecture)));
  }

  private Stream<List<?>> lists() {
    return Stream.of(depths, widths, activations, normalizations, poolings);
  }

  private Architecture decode(int[] decisions) {
    return new ConvNet(
        depths.get(decisions[0]),
        widths.get(decisions[1]),
        activations.get(decisions[2]),
        normalizations.get(decisions[3]),
        poolings.get(decisions[4]));
  }

  private int[] encode(ConvNet net) {
    return new int[] {
      depths.indexOf(net.depth()),
      widths.indexOf(net.width()),
      activations.indexOf(net.activation()),
      normalizations.indexOf(net.normalization()),
      poolings.indexOf(net.pooling())
    };
  }

  @Override
  public Map<String, String> namedChoices(Architecture architecture) {
    ConvNet net = (ConvNet) requireMember(architecture);
    Map<String, String> choices = new LinkedHashMap<>();
    choices.put("depth", Integer.toString(net.depth()));
    choices.put("width", Integer.toString(net.width()));
    choices.put("activation", word(net.activation()));
    choices.put("normalization", word(net.normalization()));
    choices.put("pooling", word(net.pooling()));
    return choices;
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public boolean contains(Architecture architecture) {
    return architecture instanceof ConvNet net
        && IntStream.of(encode(net)).allMatch(place -> place >= 0);
  }

  @Override
  public Architecture parse(String id) {
    Matcher matcher = ID.matcher(id);
    return requireMember(
        Optional.of(matcher)
            .filter(Matcher::matches)
            .flatMap(m -> find(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), id))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a ConvNet id must look like convnet-d3-w32-relu-instance-average, but was "
                            + id)));
  }

  /** Compares with the ids themselves, so that {@link ConvNet#id} alone knows the words. */
  private static Optional<Architecture> find(int depth, int width, String id) {
    return variants(depth, width).filter(net -> net.id().equals(id)).findAny();
  }

  private static Stream<Architecture> variants(int depth, int width) {
    return depth < 1 || width < 1
        ? Stream.empty()
        : Stream.of(Normalization.values())
            .filter(n -> n != Normalization.GROUP || width % ConvNet.GROUPS == 0)
            .flatMap(
                n ->
                    Stream.of(Activation.values())
                        .flatMap(
                            a ->
                                Stream.of(Pooling.values())
                                    .map(p -> new ConvNet(depth, width, a, n, p))));
  }

  /**
   * As in {@code convnet (depths 1, 2, 3, 4; widths 8, 16, 32, 64)}, followed by the other lists
   * where they are not whole.
   */
  @Override
  public String toString() {
    return "convnet (depths "
        + listed(depths)
        + "; widths "
        + listed(widths)
        + listed("; activations ", activations, Activation.values())
        + listed("; normalizations ", normalizations, Normalization.values())
        + listed("; poolings ", poolings, Pooling.values())
        + ")";
  }

  private static <E> String listed(String what, List<E> values, E[] all) {
    return values.equals(List.of(all)) ? "" : what + listed(values);
  }

  private static String listed(List<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** {@code convnet} on the command line, with any lists. */
  public static final class ConvNetProvider implements SearchSpaceProvider {

    @Override
    public String name() {
      return "convnet";
    }

    @Override
    public String description() {
      return "depth x width x activation x normalization x pooling";
    }

    @Override
    public SearchSpace space(SpaceOptions options) {
      return new ConvNetSpace(
          options.numbers("depths", 1, MAX_DEPTH, CPU.depths),
          options.numbers("widths", 1, MAX_WIDTH, CPU.widths),
          options.words("activations", CPU.activations),
          options.words("normalizations", CPU.normalizations),
          options.words("poolings", CPU.poolings));
    }
  }
}
