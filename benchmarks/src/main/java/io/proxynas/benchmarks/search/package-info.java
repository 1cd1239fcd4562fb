/** Measures of search strategies: what they find on a public table, and what they cost. */
@NullMarked
package io.proxynas.benchmarks.search;

import org.jspecify.annotations.NullMarked;
