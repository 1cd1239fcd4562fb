package io.proxynas.condense.course;

import java.time.Duration;

/**
 * How far a condensation has come; the method's own state lies beside it in the file.
 *
 * @param losses of the iterations so far
 * @param elapsed time so far, by the clock
 * @param worked worker time so far
 */
record Checkpoint(double[] losses, Duration elapsed, Duration worked) {}
