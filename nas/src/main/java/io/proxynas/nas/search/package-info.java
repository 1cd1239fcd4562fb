/**
 * From a space and an evaluator to the outcomes of a search: strategies that choose which
 * candidates to train.
 *
 * <p>A {@link SearchTask} says what to search and for how long, and {@link Strategy} gives the
 * {@link Search} that does it, one class a published strategy. All of them propose candidates to
 * one {@code SearchRun}, which takes their canonical form, asks the {@link Constraint} first
 * ({@link SizeLimits}), keeps budget and history, and has batches evaluated, or candidates as they
 * are proposed; {@code Patience} tells it when enough of them were in vain. The {@link
 * SearchResult} has every outcome, and why the search ended.
 */
@NullMarked
package io.proxynas.nas.search;

import org.jspecify.annotations.NullMarked;
