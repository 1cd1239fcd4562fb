/** Runs a program on the CPU by oneDNN's primitives, made once and called directly. */
@NullMarked
package io.proxynas.engine.onednn;

import org.jspecify.annotations.NullMarked;
