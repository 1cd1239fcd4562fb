/**
 * Below the back end's border: runs programs on the processor by oneDNN's primitives, made once and
 * called directly. No other package knows oneDNN.
 *
 * <p>{@link OneDnnBackend} makes a {@code OneDnnExecutable}, for which {@code Assembly} goes
 * through the program step by step: it makes a {@code Kernel} for each operation and a {@code
 * Tensor} for each result, in the formats that primitives are fastest in. {@code FilterBank} keeps
 * weights in each of these formats, {@code Scratchpad} the bytes that primitives need only while
 * they run. {@link Processor} says what it all runs on.
 */
@NullMarked
package io.proxynas.engine.internal.onednn;

import org.jspecify.annotations.NullMarked;
