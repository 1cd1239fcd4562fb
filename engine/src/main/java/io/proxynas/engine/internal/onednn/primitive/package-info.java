/**
 * Below the kernels of oneDNN's back end: primitives with the memories that they read and write,
 * both made once.
 *
 * <p>{@link Context} makes them for one executable. A {@link Call} is a primitive with its
 * arguments, and a {@link Tensor} what goes from one kernel to the next, in the formats that
 * primitives are fastest in. {@link FilterBank} keeps weights in each of these formats, {@link
 * Scratchpad} the bytes that primitives need only while they run.
 */
@NullMarked
package io.proxynas.engine.internal.onednn.primitive;

import org.jspecify.annotations.NullMarked;
