/**
 * Beside the matching: the networks that embed images for it.
 *
 * <p>{@link Embeddings} is the setting: fresh {@link RandomNetworks}, a pool of {@link
 * TrainedNetworks} made by {@code PoolTraining}, a {@link NetworkQueue} of partly trained ones, or
 * {@link MixedEmbeddings} of several of these. Made ready for a condensation it is an {@link
 * EmbeddingSource}, which one thread asks for the {@link Embedding} of each iteration. Each worker
 * loads that into a network of its own {@link NetworkBank}.
 */
@NullMarked
package io.proxynas.condense.embed;

import org.jspecify.annotations.NullMarked;
