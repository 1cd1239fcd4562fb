/**
 * Last in the search: from the outcomes of candidates to their order, by one criterion, by several
 * combined, or as a front of objectives.
 *
 * <p>{@link RankBy} is one {@link Criterion}, or several whose ranks {@link LogRanks} combines. It
 * orders a {@link Ranking}, which {@link RankingCsv} writes; a {@link PromotionOrder} says which of
 * the candidates of a rung are the best. A {@link ParetoFront} has the candidates that no other one
 * beats by all {@link Objective}s.
 */
@NullMarked
package io.proxynas.nas.ranking;

import org.jspecify.annotations.NullMarked;
