package io.proxynas.nas.space;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.Mlp;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Multi-layer perceptrons: number of hidden layers × their width.
 *
 * @param layers numbers of hidden layers, distinct, each at least 1
 * @param widths values of each hidden layer, distinct, each at least 1
 */
public record MlpSpace(List<Integer> layers, List<Integer> widths)
    implements SearchSpace, Serializable {

  /** 16 networks. */
  public static final MlpSpace DEFAULT =
      new MlpSpace(List.of(1, 2, 3, 4), List.of(32, 64, 128, 256));

  private static final Pattern ID = Pattern.compile("mlp(?:-l([1-9]\\d{0,8}))?-w([1-9]\\d{0,8})");
  private static final int MAX_LAYERS = 64;
  private static final int MAX_WIDTH = 65_536;

  public MlpSpace {
    layers = List.copyOf(layers);
    widths = List.copyOf(widths);
    if (layers.isEmpty() || widths.isEmpty()) {
      throw new IllegalArgumentException(
          "an mlp space must have at least 1 number of layers and 1 width, but had %s and %s"
              .formatted(layers, widths));
    }
    if (layers.stream().distinct().count() < layers.size()
        || widths.stream().distinct().count() < widths.size()) {
      throw new IllegalArgumentException(
          "layers and widths must be listed once each, but were " + layers + " and " + widths);
    }
  }

  @Override
  public String name() {
    return "mlp";
  }

  @Override
  public Decisions decisions() {
    return new Decisions(
        List.of(layers.size(), widths.size()),
        d -> new Mlp(layers.get(d[0]), widths.get(d[1])),
        architecture -> {
          Mlp mlp = (Mlp) requireMember(architecture);
          return new int[] {layers.indexOf(mlp.layers()), widths.indexOf(mlp.width())};
        });
  }

  @Override
  public Map<String, String> namedChoices(Architecture architecture) {
    Mlp mlp = (Mlp) requireMember(architecture);
    Map<String, String> choices = new LinkedHashMap<>();
    choices.put("layers", Integer.toString(mlp.layers()));
    choices.put("width", Integer.toString(mlp.width()));
    return choices;
  }

  @Override
  public boolean contains(Architecture architecture) {
    return architecture instanceof Mlp mlp
        && layers.contains(mlp.layers())
        && widths.contains(mlp.width());
  }

  @Override
  public Architecture parse(String id) {
    Matcher matcher = ID.matcher(id);
    if (!matcher.matches()) {
      throw malformed(id);
    }
    int width = Integer.parseInt(matcher.group(2));
    Mlp mlp =
        matcher.group(1) == null
            ? new Mlp(width)
            : new Mlp(Integer.parseInt(matcher.group(1)), width);
    if (!mlp.id().equals(id)) {
      throw malformed(id);
    }
    return requireMember(mlp);
  }

  private static IllegalArgumentException malformed(String id) {
    return new IllegalArgumentException(
        "an MLP id must look like mlp-w128, of two layers, or mlp-l3-w128, but was " + id);
  }

  /** As in {@code mlp (layers [1, 2]; widths [32, 64])}. */
  @Override
  public String toString() {
    return "mlp (layers " + layers + "; widths " + widths + ")";
  }

  /** {@code mlp} on the command line. */
  public static final class MlpProvider implements SearchSpaceProvider {

    @Override
    public String name() {
      return "mlp";
    }

    @Override
    public String description() {
      return "number of hidden layers x their width";
    }

    @Override
    public SearchSpace space(SpaceOptions options) {
      return new MlpSpace(
          options.numbers("layers", 1, MAX_LAYERS, DEFAULT.layers),
          options.numbers("widths", 1, MAX_WIDTH, DEFAULT.widths));
    }
  }
}
