/**
 * Operations of a program as functions of libtorch's tensors, all float32 in the order (batch,
 * channel, row, column).
 */
@NullMarked
package io.proxynas.engine.torch.function;

import org.jspecify.annotations.NullMarked;
