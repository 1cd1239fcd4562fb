/** Image files in, squares of bytes out. */
@NullMarked
package io.proxynas.condense.image;

import org.jspecify.annotations.NullMarked;
