package io.proxynas.nas.space.nasbenchmacro;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.space.Decisions;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.nas.space.SearchSpaceProvider;
import io.proxynas.nas.space.SpaceOptions;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The 6,561 networks of NAS-Bench-Macro: three kinds for each of eight layers. */
public record NasBenchMacroSpace() implements SearchSpace, Serializable {

  private static final List<MacroLayer> LAYERS = List.of(MacroLayer.values());

  @Override
  public String name() {
    return "nasbench-macro";
  }

  @Override
  public Decisions decisions() {
    return new Decisions(
        Collections.nCopies(NasBenchMacro.LAYERS, LAYERS.size()),
        d -> new NasBenchMacro(Arrays.stream(d).mapToObj(LAYERS::get).toList()),
        architecture ->
            ((NasBenchMacro) requireMember(architecture))
                .layers().stream().mapToInt(MacroLayer::ordinal).toArray());
  }

  /** By the numbers of the layers, as in {@code layer-1 → mbconv-3x3}. */
  @Override
  public Map<String, String> namedChoices(Architecture architecture) {
    List<MacroLayer> layers = ((NasBenchMacro) requireMember(architecture)).layers();
    Map<String, String> choices = new LinkedHashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      choices.put("layer-" + (i + 1), layers.get(i).word());
    }
    return choices;
  }

  @Override
  public boolean contains(Architecture architecture) {
    return architecture instanceof NasBenchMacro;
  }

  @Override
  public Architecture parse(String id) {
    for (int i = 0; i < Math.min(id.length(), NasBenchMacro.LAYERS); i++) {
      if (id.charAt(i) < '0' || id.charAt(i) > '2') {
        throw malformed(id, "with 0, 1 or 2 at position " + (i + 1) + ", ");
      }
    }
    if (id.length() != NasBenchMacro.LAYERS) {
      throw malformed(id, "");
    }
    return new NasBenchMacro(id.chars().mapToObj(digit -> LAYERS.get(digit - '0')).toList());
  }

  private static IllegalArgumentException malformed(String id, String where) {
    return new IllegalArgumentException(
        "a NAS-Bench-Macro network must be %d digits, as in 02012100, %sbut was \"%s\""
            .formatted(NasBenchMacro.LAYERS, where, id));
  }

  @Override
  public String toString() {
    return name();
  }

  /** {@code nasbench-macro} on the command line. */
  public static final class NasBenchMacroProvider implements SearchSpaceProvider {

    @Override
    public String name() {
      return "nasbench-macro";
    }

    @Override
    public String description() {
      return "8 layers of identity, MBConv 3x3 or MBConv 5x5";
    }

    @Override
    public SearchSpace space(SpaceOptions options) {
      return new NasBenchMacroSpace();
    }
  }
}
