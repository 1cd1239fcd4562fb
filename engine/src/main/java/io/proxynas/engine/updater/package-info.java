/** Moves weights along their gradients the way that a DL4J configuration asks for. */
@NullMarked
package io.proxynas.engine.updater;

import org.jspecify.annotations.NullMarked;
