package io.proxynas.engine;

import java.util.random.RandomGenerator;

/** Draws what dropout keeps from a generator that others may use too, and knows whether it did. */
final class DropoutMasks implements RandomGenerator {

  private RandomGenerator source;
  private boolean drew;

  DropoutMasks(RandomGenerator source) {
    this.source = source;
  }

  /** Draws from another generator from now on. */
  void restart(RandomGenerator other) {
    source = other;
    drew = false;
  }

  /** Whether anything was drawn from the generator, which then is elsewhere. */
  boolean drew() {
    return drew;
  }

  @Override
  public long nextLong() {
    drew = true;
    return source.nextLong();
  }
}
