package io.proxynas.engine.torch.function;

import io.proxynas.engine.backend.Pass;
import java.util.random.RandomGenerator;

/**
 * What the functions of a program share.
 *
 * @param batch images at a time
 * @param masks draws what dropout keeps
 */
public record Context(
    int batch, Pass pass, Parameters parameters, RandomGenerator masks, Values values) {}
