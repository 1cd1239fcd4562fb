/**
 * Last in the search: from the outcomes of candidates to their order, by one criterion, or as a
 * front of objectives.
 *
 * <p>A {@link Criterion}, or another {@link Merit}, orders a {@link Ranking}, which {@link
 * RankingCsv} writes; a {@link PromotionOrder} says which of the candidates of a rung are the best.
 * A {@link ParetoFront} has the candidates that no other one beats by all {@link Objective}s.
 */
@NullMarked
package io.proxynas.nas.ranking;

import org.jspecify.annotations.NullMarked;
