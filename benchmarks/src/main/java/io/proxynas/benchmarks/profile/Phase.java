package io.proxynas.benchmarks.profile;

/** What a worker does at a moment of a candidate's training and scoring. */
enum Phase {
  /** The configuration, its program, fresh weights. */
  SETTING_UP,
  /** Executables, with their primitives and memories. */
  MAKING_PRIMITIVES,
  GATHERING,
  AUGMENTING,
  /** Weights from the flat vector into the formats of the primitives. */
  LOADING_WEIGHTS,
  FORWARD,
  LOSS,
  BACKWARD,
  OPTIMISER,
  SCORING_GATHERING,
  SCORING_FORWARD,
  /** Softmax, what is right, and the loss. */
  SCORING_COUNTING,
  CLOSING
}
