/**
 * How a run trains its candidates: on the proxy, on the full data and as its rivals do, within the
 * memory of this machine.
 */
@NullMarked
package io.proxynas.eval.train;

import org.jspecify.annotations.NullMarked;
