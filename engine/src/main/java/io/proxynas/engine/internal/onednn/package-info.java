/**
 * Below the back end's border: runs programs on the processor by oneDNN's primitives, made once and
 * called directly. No package outside of this one and those in it knows oneDNN.
 *
 * <p>{@link OneDnnBackend} makes a {@code OneDnnExecutable}, for which {@code Assembly} goes
 * through the program instruction by instruction: it has the kernels of each operation made, and
 * the tensors between them. {@link Processor} says what it all runs on. What is freed goes back to
 * the system by {@code FreedMemory}.
 */
@NullMarked
package io.proxynas.engine.internal.onednn;

import org.jspecify.annotations.NullMarked;
