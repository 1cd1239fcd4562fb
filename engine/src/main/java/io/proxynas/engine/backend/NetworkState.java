package io.proxynas.engine.backend;

import java.util.random.RandomGenerator;

/**
 * What the executables of one network share; the arrays are the network's own, not copies.
 *
 * @param weights the flat parameter vector, read by {@link Executable#load} and, for running
 *     statistics, written by forward passes of {@link Pass#TRAIN} and {@link Pass#STATISTICS}
 * @param gradients receives the gradients of the trained part
 * @param masks draws what dropout keeps
 */
public record NetworkState(float[] weights, float[] gradients, RandomGenerator masks) {}
