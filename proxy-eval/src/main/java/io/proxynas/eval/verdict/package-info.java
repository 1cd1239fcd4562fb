/**
 * After the validation: says what a ranking may be used for, by rules that were fixed before any
 * result was seen.
 *
 * <p>A {@link Verdict} has an {@link Answer} to each of three questions: {@link MayDiscard} judges
 * by the correlation over the whole random sample, {@link MayChoose} by that within its better
 * half, and {@link Simpler} by the correlations of the proxy's rivals. {@link Advice} says what to
 * do where too few candidates were trained for one of them.
 */
@NullMarked
package io.proxynas.eval.verdict;

import org.jspecify.annotations.NullMarked;
