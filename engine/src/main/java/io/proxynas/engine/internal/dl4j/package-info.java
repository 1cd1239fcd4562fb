/**
 * The border with DL4J: configurations come in as programs, and parameters go both ways.
 *
 * <p>{@link Definition} reads either form of a DL4J configuration as a graph of {@link Node}s.
 * {@link Translator} makes a program of them; {@code Layers} has a method for each kind of layer,
 * and what it does not know is an {@link io.proxynas.engine.layer.UnsupportedLayerException} that
 * names layer and type. {@link Weights} copies parameters both ways, and {@link TrainingState} what
 * updaters remember, so that either side goes on with the training of the other.
 */
@NullMarked
package io.proxynas.engine.internal.dl4j;

import org.jspecify.annotations.NullMarked;
