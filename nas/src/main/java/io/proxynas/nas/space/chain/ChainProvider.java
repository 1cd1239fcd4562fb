package io.proxynas.nas.space.chain;

import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.nas.space.SearchSpaceProvider;
import io.proxynas.nas.space.SpaceOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** {@code chain}: reads a user's own space (docs/own-space.md). */
public final class ChainProvider implements SearchSpaceProvider {

  private static final int MAX_FILTERS = 4096;
  private static final int MAX_WIDTH = 65_536;
  private static final int MAX_KERNEL = 31;

  private static final Map<String, Function<SpaceOptions, ChainLayer>> LAYERS =
      Map.of(
          "convolution", ChainProvider::convolution,
          "normalization",
              o -> new ChainLayer.Normalization(o.word("kind", ConvNet.Normalization.class)),
          "activation",
              o -> new ChainLayer.Activation(o.word("function", ConvNet.Activation.class)),
          "pooling", o -> new ChainLayer.Pooling(o.word("kind", ConvNet.Pooling.class)),
          "globalaverage", o -> new ChainLayer.GlobalAverage(),
          "dense", o -> new ChainLayer.Dense(o.number("width", 1, MAX_WIDTH)),
          "residual", o -> new ChainLayer.Residual(layers(o, "layers", 1)));

  @Override
  public String name() {
    return "chain";
  }

  @Override
  public String description() {
    return "your own: slots of named choices of layers, in a JSON file";
  }

  @Override
  public SearchSpace space(SpaceOptions options) {
    String name = options.has("name") ? options.text("name") : name();
    if (!name.matches("[a-z0-9_]+")) {
      throw options.wrong("name", "must be of small letters, digits and _");
    }
    List<Slot> slots = options.objects("slots", 1).stream().map(ChainProvider::slot).toList();
    return new ChainSpace(name, slots);
  }

  private static Slot slot(SpaceOptions options) {
    SpaceOptions choices = options.object("choices");
    Map<String, List<ChainLayer>> layers = new LinkedHashMap<>();
    for (String choice : choices.keys()) {
      if (!choice.matches("[a-z0-9_]+")) {
        throw choices.wrong(choice, "must have a name of small letters, digits and _");
      }
      layers.put(choice, layers(choices, choice, 0));
    }
    return new Slot(layers);
  }

  private static List<ChainLayer> layers(SpaceOptions options, String key, int min) {
    return options.objects(key, min).stream()
        .map(layer -> layer.choice("layer", LAYERS).apply(layer))
        .toList();
  }

  private static ChainLayer convolution(SpaceOptions options) {
    int kernel = options.number("kernel", 1, MAX_KERNEL, 3);
    if (kernel % 2 == 0) {
      throw options.wrong("kernel", "must be odd");
    }
    return new ChainLayer.Convolution(
        options.number("filters", 1, MAX_FILTERS), kernel, options.number("stride", 1, 2, 1));
  }
}
