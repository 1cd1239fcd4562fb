/** Settings that belong together, by the words of the command line. */
@NullMarked
package io.proxynas.eval.preset;

import org.jspecify.annotations.NullMarked;
