package io.proxynas.nas.space;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ConvNet space of the dataset-condensation papers (Zhao, Mopuri and Bilen, arXiv 2006.05929):
 * depth × width × 3 activations × 5 normalizations × 3 poolings.
 *
 * @param depths numbers of blocks to choose from, distinct, each in [1, {@value #MAX_DEPTH}]
 * @param widths numbers of filters to choose from, distinct, each in [1, {@value #MAX_WIDTH}]
 */
public record ConvNetSpace(List<Integer> depths, List<Integer> widths) implements SearchSpace {

  /** The most blocks that this space accepts. */
  public static final int MAX_DEPTH = 32;

  /** The most filters of a convolution that this space accepts. */
  public static final int MAX_WIDTH = 4096;

  /** The 720 networks of the paper. */
  public static final ConvNetSpace PAPER =
      new ConvNetSpace(List.of(1, 2, 3, 4), List.of(32, 64, 128, 256));

  /** 720 networks narrow enough to train a few hundred of them on two cores in minutes. */
  public static final ConvNetSpace CPU =
      new ConvNetSpace(List.of(1, 2, 3, 4), List.of(8, 16, 32, 64));

  private static final List<Activation> ACTIVATIONS = List.of(Activation.values());
  private static final List<Normalization> NORMALIZATIONS = List.of(Normalization.values());
  private static final List<Pooling> POOLINGS = List.of(Pooling.values());
  private static final Pattern ID = Pattern.compile("convnet-d(\\d{1,9})-w(\\d{1,9})-.*");

  public ConvNetSpace {
    depths = checked("depth", depths, MAX_DEPTH);
    widths = checked("width", widths, MAX_WIDTH);
    for (int width : widths) {
      if (width % ConvNet.GROUPS != 0) {
        throw new IllegalArgumentException(
            "each width must be a multiple of %d, for the groups of group normalization, but one was %d"
                .formatted(ConvNet.GROUPS, width));
      }
    }
  }

  private static List<Integer> checked(String what, List<Integer> values, int max) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(
          "the list of " + what + "s must have at least 1 value, but was empty");
    }
    Set<Integer> seen = new HashSet<>();
    for (int value : values) {
      if (value < 1 || value > max) {
        throw new IllegalArgumentException(
            "each " + what + " must be in [1, " + max + "], but one was " + value);
      }
      if (!seen.add(value)) {
        throw new IllegalArgumentException(
            "each " + what + " must be listed once, but " + value + " was listed twice");
      }
    }
    return List.copyOf(values);
  }

  @Override
  public String name() {
    return "convnet";
  }

  @Override
  public long size() {
    return options().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
  }

  @Override
  public Stream<Architecture> architectures() {
    return depths.stream()
        .flatMap(depth -> widths.stream().flatMap(width -> variants(depth, width)));
  }

  @Override
  public Architecture random(RandomGenerator random) {
    return decode(options().stream().mapToInt(random::nextInt).toArray());
  }

  @Override
  public boolean contains(Architecture architecture) {
    return architecture instanceof ConvNet net
        && depths.contains(net.depth())
        && widths.contains(net.width());
  }

  @Override
  public Architecture parse(String id) {
    Matcher matcher = ID.matcher(id);
    Architecture architecture = matcher.matches() ? find(matcher, id) : null;
    if (architecture == null) {
      throw new IllegalArgumentException(
          "a ConvNet id must look like convnet-d3-w32-relu-instance-average, but was " + id);
    }
    if (!contains(architecture)) {
      throw new IllegalArgumentException(
          "the architecture must be in the space " + this + ", but was " + id);
    }
    return architecture;
  }

  /** Compares with the ids themselves, so that {@link ConvNet#id} alone knows the words. */
  private static @Nullable Architecture find(Matcher matcher, String id) {
    int depth = Integer.parseInt(matcher.group(1));
    int width = Integer.parseInt(matcher.group(2));
    if (depth < 1 || width < 1) {
      return null;
    }
    return variants(depth, width).filter(net -> net.id().equals(id)).findAny().orElse(null);
  }

  private static Stream<Architecture> variants(int depth, int width) {
    List<Architecture> nets = new ArrayList<>();
    for (Activation activation : ACTIVATIONS) {
      for (Normalization normalization : NORMALIZATIONS) {
        for (Pooling pooling : POOLINGS) {
          nets.add(new ConvNet(depth, width, activation, normalization, pooling));
        }
      }
    }
    return nets.stream();
  }

  @Override
  public ArchitectureCodec codec() {
    return new ArchitectureCodec(options(), this::decode, this::encode);
  }

  private List<Integer> options() {
    return List.of(
        depths.size(), widths.size(), ACTIVATIONS.size(), NORMALIZATIONS.size(), POOLINGS.size());
  }

  private Architecture decode(int[] decisions) {
    return new ConvNet(
        depths.get(decisions[0]),
        widths.get(decisions[1]),
        ACTIVATIONS.get(decisions[2]),
        NORMALIZATIONS.get(decisions[3]),
        POOLINGS.get(decisions[4]));
  }

  private int[] encode(Architecture architecture) {
    if (!(architecture instanceof ConvNet net) || !contains(net)) {
      throw new IllegalArgumentException(
          "the architecture must be in the space " + this + ", but was " + architecture.id());
    }
    return new int[] {
      depths.indexOf(net.depth()),
      widths.indexOf(net.width()),
      ACTIVATIONS.indexOf(net.activation()),
      NORMALIZATIONS.indexOf(net.normalization()),
      POOLINGS.indexOf(net.pooling())
    };
  }

  /** As in {@code convnet (depths 1, 2, 3, 4; widths 8, 16, 32, 64)}. */
  @Override
  public String toString() {
    return "convnet (depths " + listed(depths) + "; widths " + listed(widths) + ")";
  }

  private static String listed(List<Integer> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
