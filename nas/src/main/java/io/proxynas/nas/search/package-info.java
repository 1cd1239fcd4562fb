/**
 * From a space and an evaluator to the outcomes of a search: strategies that choose which
 * candidates to train.
 */
@NullMarked
package io.proxynas.nas.search;

import org.jspecify.annotations.NullMarked;
