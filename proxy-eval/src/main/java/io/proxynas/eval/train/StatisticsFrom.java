package io.proxynas.eval.train;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.Worded;
import java.util.Collection;
import java.util.Map;

/**
 * Where a network that was trained on a proxy set has the running statistics from, by which batch
 * normalisation normalises the real images that score it. Networks that do not normalise over
 * batches have none, and those of full trainings are always those of the training.
 */
public enum StatisticsFrom implements Worded {
  /** {@link #REAL} for sets of at most {@link #SMALL} images per class, else {@link #PROXY}. */
  AUTO,
  /** The training on the proxy set. */
  PROXY,
  /** Real training images, on which they are estimated anew after the training. */
  REAL;

  /** Real images on which they are estimated, or all there are if these are fewer. */
  public static final int IMAGES = 1_000;

  /**
   * Images per class, after decoding, up to which a set is small. Twenty steps of a training on so
   * few leave a tenth of the statistics that a network starts with.
   */
  public static final int SMALL = 10;

  /** Whether they are estimated anew after a training on a set. */
  public boolean areReal(ProxySets.Proxy proxy) {
    return switch (this) {
      case AUTO -> !proxy.isFull() && proxy.images().size() <= SMALL * proxy.images().classes();
      case PROXY -> false;
      case REAL -> !proxy.isFull();
    };
  }

  /**
   * What it says of trainings on these sets, for a configuration; nothing where the statistics are
   * those of the trainings, so that such a run goes on with what was found before there was a
   * choice.
   */
  public Map<String, Object> asMap(Collection<ProxySpec> sets) {
    return sets.stream().anyMatch(this::mayBeReal)
        ? Map.of("statistics", this == AUTO ? "real up to ipc" + SMALL : word())
        : Map.of();
  }

  /** Before the set is there: a saved one may be of any size. */
  private boolean mayBeReal(ProxySpec set) {
    boolean small =
        set instanceof ProxySpec.Saved
            || set instanceof ProxySpec.Condensed condensed && condensed.imagesPerClass() <= SMALL;
    return switch (this) {
      case AUTO -> small;
      case PROXY -> false;
      case REAL -> !(set instanceof ProxySpec.Full);
    };
  }
}
