/** A given list of architectures scored on a proxy, without a search. */
@NullMarked
package io.proxynas.eval.list;

import org.jspecify.annotations.NullMarked;
