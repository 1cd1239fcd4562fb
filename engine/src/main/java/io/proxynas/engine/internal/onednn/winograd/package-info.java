/**
 * Convolutions of 3x3 filters with a quarter of the multiplications, by Winograd's minimal
 * filtering (Lavin and Gray 2016, "Fast Algorithms for Convolutional Neural Networks", arXiv
 * 1509.09308): tiles of images and filters are transformed, multiplied value by value, and
 * transformed back.
 *
 * <p>oneDNN multiplies, for {@link io.proxynas.engine.internal.onednn.winograd.TiledConvolution}
 * and {@link io.proxynas.engine.internal.onednn.winograd.TiledFilterGradient}; the transforms of
 * tiles run by the JDK's Vector API ({@link
 * io.proxynas.engine.internal.onednn.winograd.TileTransforms}), where the JVM has it ready ({@link
 * io.proxynas.engine.internal.onednn.winograd.VectorUnit}).
 */
@NullMarked
package io.proxynas.engine.internal.onednn.winograd;

import org.jspecify.annotations.NullMarked;
