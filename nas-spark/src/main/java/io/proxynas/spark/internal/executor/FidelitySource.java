package io.proxynas.spark.internal.executor;

import io.proxynas.nas.candidate.Fidelity;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Fidelity} in parts.
 *
 * @param seeds of its trainings
 * @param free of its training-free scores; null without
 */
public record FidelitySource(ArrayList<ScorerSource> seeds, @Nullable FreeScorerSource free)
    implements Serializable {

  /** The fidelity, in the executor that this is called in. */
  Fidelity fidelity() {
    return new Fidelity(
        seeds.stream().map(ScorerSource::scorer).toList(),
        Optional.ofNullable(free).map(FreeScorerSource::scorer));
  }
}
