/** A proxy set in, a ranking of candidate architectures out. */
@NullMarked
package io.proxynas.nas;

import org.jspecify.annotations.NullMarked;
