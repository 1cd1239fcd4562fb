/**
 * Below the methods: the parts from which those of distribution matching are put together, and the
 * loop over them.
 *
 * <p>{@link PixelDescent} is the loop. It shares the classes out among workers, whose {@code
 * MatchingBatch} matches one class, or all together, by the embedding of the iteration. {@link
 * RealBatches} chooses the real images of a class, a {@link Decoder} turns stored images into
 * training images, and a {@link Discrepancy} compares the embeddings of both: {@link
 * MeanDiscrepancy} or {@link CharacteristicDiscrepancy}. {@link PixelSteps} says how the pixels
 * then descend. {@link Decoding} names the decoders that a stored set can have.
 */
@NullMarked
package io.proxynas.condense.match;

import org.jspecify.annotations.NullMarked;
