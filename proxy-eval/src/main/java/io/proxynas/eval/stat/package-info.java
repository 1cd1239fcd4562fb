/**
 * Behind the validation in the flow: paired numbers in, one statistic out, each in a class of its
 * own. Nothing here knows of candidates, and nothing but the JDK, {@link
 * io.proxynas.nas.ranking.Ranks} and Commons Math is needed.
 *
 * <p>Rules that hold for every statistic of the package: an undefined result is {@code Double.NaN}
 * and never an exception; the result depends on the pairs, not on their order (except for the draws
 * of {@link io.proxynas.eval.stat.Bootstrap}); input is never modified; vectors of unequal lengths
 * are an {@code IllegalArgumentException}.
 */
@NullMarked
package io.proxynas.eval.stat;

import org.jspecify.annotations.NullMarked;
