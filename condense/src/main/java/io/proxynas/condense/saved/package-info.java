/** Proxy sets made elsewhere: reads them by path, and writes those of this program for others. */
@NullMarked
package io.proxynas.condense.saved;

import org.jspecify.annotations.NullMarked;
