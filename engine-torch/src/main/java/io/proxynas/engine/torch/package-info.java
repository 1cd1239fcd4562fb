/**
 * Below the back end's border: runs programs by libtorch, on NVIDIA's and Apple's cards and on the
 * processor.
 *
 * <p>{@link TorchBackend} makes a {@code TorchExecutable}, for which package {@code function} has
 * made a function of tensors of each instruction. What was computed from what is remembered by
 * libtorch, which goes back through it (automatic differentiation). {@code TorchLibrary} unpacks
 * and loads libtorch.
 */
@NullMarked
package io.proxynas.engine.torch;

import org.jspecify.annotations.NullMarked;
