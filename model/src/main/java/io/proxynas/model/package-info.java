/**
 * A trained network and what it was trained on become files that travel: those who use them need
 * neither the search nor its images.
 *
 * <p>{@link NetworkFolder} saves a {@link io.proxynas.train.TrainedNetwork} with what it was {@link
 * TrainedOn}: as DL4J's model with its normaliser, for ONNX, and as {@link ArchitectureFile}.
 * {@link Predictor} reads it back and tells classes.
 */
@NullMarked
package io.proxynas.model;

import org.jspecify.annotations.NullMarked;
