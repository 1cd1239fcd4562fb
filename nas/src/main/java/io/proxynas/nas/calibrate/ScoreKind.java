package io.proxynas.nas.calibrate;

/** What a score of a candidate needs, which decides the priors that it belongs to. */
public enum ScoreKind {
  /** A training on a proxy set or on few epochs, such as its accuracy. */
  TRAINED,
  /** A network at its initialisation. */
  UNTRAINED,
  /** The configuration alone: parameters, FLOPs, depth. */
  SIZE,
  /** A decision of the space: 1 where it was taken and 0 elsewhere, or its level. */
  DECISION
}
