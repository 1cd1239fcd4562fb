/**
 * Between a step of a program and oneDNN's primitives: {@link KernelMaker} makes of each operation
 * the kernels that compute it forward and backward.
 */
@NullMarked
package io.proxynas.engine.internal.onednn.kernel;

import org.jspecify.annotations.NullMarked;
