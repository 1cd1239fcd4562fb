package io.proxynas.eval.validation;

import io.proxynas.engine.Worded;
import io.proxynas.nas.score.FreeScore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rivals that cost something, by the words of the command line. The number of parameters and
 * the FLOPs cost nothing and are always compared.
 */
public enum RivalKind implements Worded {
  /** A random real set of the proxy's size, trained on by the same recipe for as many steps. */
  RANDOM("training on as many random real images for as many updates"),
  /** The full data for as many updates as on the proxy. */
  EARLY_STOPPING("training on all real images for as many updates"),
  /** {@link FreeScore#NASWOT}. */
  NASWOT("codes of ReLUs of a fresh network", FreeScore.NASWOT),
  /** {@link FreeScore#SYNFLOW}. */
  SYNFLOW("paths through a fresh network", FreeScore.SYNFLOW),
  /** {@link FreeScore#JACOBIAN_COVARIANCE}. */
  JACOBIAN_COVARIANCE("gradients of a fresh network", FreeScore.JACOBIAN_COVARIANCE),
  /** {@link DecisionRival}. */
  DECISION("the best single decision of the space, by the full trainings of the others");

  private final String description;
  private final @Nullable FreeScore free;

  RivalKind(String description) {
    this(description, null);
  }

  RivalKind(String description, @Nullable FreeScore free) {
    this.description = description;
    this.free = free;
  }

  /** The training-free score that it is, if it is one. */
  public Optional<FreeScore> free() {
    return Optional.ofNullable(free);
  }

  /** What it does, as a phrase for the help. */
  public String description() {
    return description;
  }
}
