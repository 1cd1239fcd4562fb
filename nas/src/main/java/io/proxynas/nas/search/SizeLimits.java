package io.proxynas.nas.search;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.NetworkSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * How large candidates may be; larger ones are not trained.
 *
 * @param maxParameters the most trainable values, at least 1
 * @param maxFlops the most floating-point operations of one image's forward pass, at least 1
 */
public record SizeLimits(OptionalLong maxParameters, OptionalLong maxFlops) {

  /** Any size. */
  public static final SizeLimits NONE = new SizeLimits(OptionalLong.empty(), OptionalLong.empty());

  public SizeLimits {
    require("parameters", maxParameters);
    require("FLOPs", maxFlops);
  }

  private static void require(String what, OptionalLong limit) {
    if (limit.isPresent() && limit.getAsLong() < 1) {
      throw new IllegalArgumentException(
          "the most " + what + " must be at least 1, but was " + limit.getAsLong());
    }
  }

  /**
   * The limits as a constraint. A candidate that cannot be measured, because the engine does not
   * know a layer or the images are too small for it, is let through: its training will say why.
   *
   * @param size measures a candidate from its configuration; throws a {@link RuntimeException} if
   *     that is impossible
   */
  public Constraint constraint(Function<Architecture, NetworkSize> size) {
    return equals(NONE) ? Constraint.NONE : new Limited(this, size);
  }

  /** The limits that there are, by name, for a run's configuration. */
  public Map<String, Long> asMap() {
    Map<String, Long> limits = new LinkedHashMap<>();
    maxParameters.ifPresent(n -> limits.put("maxParameters", n));
    maxFlops.ifPresent(n -> limits.put("maxFlops", n));
    return limits;
  }

  private boolean admit(NetworkSize size) {
    return size.parameters() <= maxParameters.orElse(Long.MAX_VALUE)
        && size.flops() <= maxFlops.orElse(Long.MAX_VALUE);
  }

  /** As in {@code at most 50,000 parameters and at most 1,000,000 FLOPs}. */
  @Override
  public String toString() {
    List<String> rules = new ArrayList<>();
    maxParameters.ifPresent(
        n -> rules.add(String.format(Locale.ROOT, "at most %,d parameters", n)));
    maxFlops.ifPresent(n -> rules.add(String.format(Locale.ROOT, "at most %,d FLOPs", n)));
    return rules.isEmpty() ? "any size" : String.join(" and ", rules);
  }

  private record Limited(SizeLimits limits, Function<Architecture, NetworkSize> size)
      implements Constraint {

    @Override
    public boolean admits(Architecture architecture) {
      NetworkSize measured;
      try {
        measured = size.apply(architecture);
      } catch (RuntimeException e) {
        return true; // its training will tell why it cannot be built
      }
      return limits.admit(measured);
    }

    @Override
    public String toString() {
      return limits.toString();
    }
  }
}
