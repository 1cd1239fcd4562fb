package io.proxynas.eval.validation;

import java.time.Duration;

/**
 * What a rival says of one candidate.
 *
 * @param value larger is better; NaN where it has none
 * @param cost the worker's time for it
 */
public record RivalScore(double value, Duration cost) {}
