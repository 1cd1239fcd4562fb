package io.proxynas.train;

import java.io.Serializable;

/**
 * How a network does on labelled images.
 *
 * @param accuracy fraction right, in [0, 1]
 * @param loss mean cross-entropy, in nats
 */
public record Evaluation(double accuracy, double loss) implements Serializable {}
