/** A user's own space: slots of named choices of layers in, networks out. */
@NullMarked
package io.proxynas.nas.space.chain;

import org.jspecify.annotations.NullMarked;
