package io.proxynas.nas.ranking;

/**
 * What is predicted of a candidate, before it is trained on the full data.
 *
 * @param accuracy after full training, as a fraction; it may lie outside of [0, 1]
 * @param deviation how uncertain that is: one standard deviation, at least 0
 */
public record Predicted(double accuracy, double deviation) {}
