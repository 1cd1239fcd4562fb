/** From the results so far to the next candidate of a parameter space. */
@NullMarked
package io.proxynas.arbiter.generate;

import org.jspecify.annotations.NullMarked;
