/**
 * Between a step of a program and ND4J's operations: {@link KernelMaker} makes of each operation
 * the kernels that compute it forward and backward.
 */
@NullMarked
package io.proxynas.engine.nd4j.kernel;

import org.jspecify.annotations.NullMarked;
