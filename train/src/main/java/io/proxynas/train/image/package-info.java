/** Image files in, squares of bytes out. */
@NullMarked
package io.proxynas.train.image;

import org.jspecify.annotations.NullMarked;
