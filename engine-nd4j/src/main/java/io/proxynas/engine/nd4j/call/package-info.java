/**
 * Below the kernels of ND4J's back end: native operations bound to arrays that are made once.
 *
 * <p>{@link Context} makes and owns the arrays of one executable. A {@link NativeCall} is an
 * operation bound to its arrays, and a {@link Tensor} what goes from one kernel to the next.
 */
@NullMarked
package io.proxynas.engine.nd4j.call;

import org.jspecify.annotations.NullMarked;
