/**
 * Beside the report: which decisions of a space matter. {@link Importance} fits a forest to the
 * scores of a search's candidates, and tells for each {@code TreeVariance} how much of what a tree
 * says is owed to each decision alone.
 */
@NullMarked
package io.proxynas.eval.importance;

import org.jspecify.annotations.NullMarked;
