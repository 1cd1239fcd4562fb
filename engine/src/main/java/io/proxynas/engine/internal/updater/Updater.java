package io.proxynas.engine.internal.updater;

import java.util.Map;

/** How one parameter's gradient becomes the step that is taken off its values. */
interface Updater {

  /**
   * Replaces gradients by steps.
   *
   * @param gradients of the whole network; those of the parameter are changed
   * @param rate the learning rate of the step
   * @param iteration steps taken before, from 0
   * @param epoch epochs ended before, from 0
   */
  void apply(float[] gradients, double rate, int iteration, int epoch);

  /** What is remembered between steps, live, by DL4J's keys; one value each of the parameter's. */
  Map<String, float[]> state();
}
