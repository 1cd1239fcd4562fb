/**
 * What a trained network makes of real and synthetic images, and how the two compare.
 *
 * <p>{@link FeatureExtractor} gives the features. {@link Closeness} compares two sets of them as a
 * number; {@link NeighbourEmbedding} maps them to two dimensions by t-SNE, from the {@code
 * Affinities} of the points, and an image on that map is a {@link MapPoint}.
 */
@NullMarked
package io.proxynas.experiments.feature;

import org.jspecify.annotations.NullMarked;
