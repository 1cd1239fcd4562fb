/**
 * Before the images of a folder in the flow: one image file in, a square of bytes out.
 *
 * <p>{@code ImageFile} decodes a PNG or JPEG, told by its content, into a {@link DecodedImage},
 * whose rows {@code RgbRows} tells as red, green and blue whatever the colour model. {@link
 * SquareImage} resizes and crops it by the filter of {@code Resampling}.
 */
@NullMarked
package io.proxynas.train.internal.image;

import org.jspecify.annotations.NullMarked;
