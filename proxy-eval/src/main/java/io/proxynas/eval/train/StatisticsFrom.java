package io.proxynas.eval.train;

import io.proxynas.condense.ProxySets;
import io.proxynas.engine.Worded;

/**
 * Where a network that was trained on a proxy set has the running statistics from, by which batch
 * normalisation normalises the real images that score it. Networks that do not normalise over
 * batches have none, and those of full trainings are always those of the training.
 */
public enum StatisticsFrom implements Worded {
  /** The training on the proxy set. */
  PROXY,
  /** Real training images, on which they are estimated anew after the training. */
  REAL;

  /** Real images on which they are estimated, or all there are if these are fewer. */
  public static final int IMAGES = 1_000;

  /** Whether they are estimated anew after a training on a set. */
  boolean areReal(ProxySets.Proxy proxy) {
    return this == REAL && !proxy.isFull();
  }
}
