/**
 * A network as the engine sees it: a graph of tensor operations, before any batch size or back end.
 */
@NullMarked
package io.proxynas.engine.graph;

import org.jspecify.annotations.NullMarked;
