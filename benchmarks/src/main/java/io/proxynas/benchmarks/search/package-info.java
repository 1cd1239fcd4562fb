/**
 * Scores and search strategies against a public table, where there is one, and against each other.
 * {@link StrategyComparison} and {@link ScoresAgainstTable} read the table of NAS-Bench-Macro;
 * {@link ScoreAgreement} and {@link RankingAgreement} compare two runs; {@link SearchOverhead}
 * measures what a search costs beside its trainings.
 */
@NullMarked
package io.proxynas.benchmarks.search;

import org.jspecify.annotations.NullMarked;
