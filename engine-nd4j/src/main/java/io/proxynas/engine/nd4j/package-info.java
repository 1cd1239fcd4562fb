/**
 * Below the back end's border: runs programs by ND4J's native operations, called directly on arrays
 * made once, on CUDA devices and on processors that oneDNN's binding has no library for.
 *
 * <p>{@link Nd4jBackend} makes an {@code Nd4jExecutable}, for which {@code Assembly} has the
 * kernels of each operation made, and the tensors between them. {@link Cuda} asks the driver for
 * devices before ND4J's CUDA library is loaded, since loading it where it cannot run may end the
 * process.
 */
@NullMarked
package io.proxynas.engine.nd4j;

import org.jspecify.annotations.NullMarked;
