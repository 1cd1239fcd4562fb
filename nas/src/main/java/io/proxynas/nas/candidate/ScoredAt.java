package io.proxynas.nas.candidate;

/** When a candidate in training is scored on the validation split. */
public enum ScoredAt {
  /**
   * Not at all: its training alone says how good it is. Where the validation split has more images
   * than the proxy, scoring can take longer than an epoch.
   */
  NEVER,
  /** Once it is trained. */
  END,
  /**
   * After each epoch, which gives its learning curve; the last scores are those of {@link #END}.
   */
  EVERY_EPOCH
}
