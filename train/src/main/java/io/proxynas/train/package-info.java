/**
 * After the engine in the flow: an architecture, a recipe and labelled images in, a trained network
 * out.
 *
 * <p>A {@link Trainer} trains by a {@link Recipe}, on real and on condensed images alike. It works
 * on a {@code Learner}, the engine's or DL4J's {@code fit} where the engine does not know a layer,
 * and {@link TrainedBy} says which of them it was. The {@link TrainedNetwork} gives its {@link
 * Evaluation} on other images, its embeddings, and itself as a DL4J network. A {@link
 * PredictionObserver} hears in the course of a training what the network makes of each image.
 */
@NullMarked
package io.proxynas.train;

import org.jspecify.annotations.NullMarked;
