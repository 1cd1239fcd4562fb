/**
 * Before the search: which architectures it may choose from, and how a genetic algorithm writes
 * them as genes.
 */
@NullMarked
package io.proxynas.nas.space;

import org.jspecify.annotations.NullMarked;
