/** Files that are there whole or not at all; used wherever something is kept. */
@NullMarked
package io.proxynas.condense.file;

import org.jspecify.annotations.NullMarked;
