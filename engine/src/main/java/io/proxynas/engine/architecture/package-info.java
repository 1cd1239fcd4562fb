/**
 * Before the engine: what a network is made of, as a value with an id and a DL4J configuration.
 *
 * <p>An {@link Architecture} takes the {@link ImageShape} of its images and gives the
 * configuration, which {@link Stack} puts together layer by layer. {@link ConvNet}, {@link Mlp},
 * {@link LeNet}, {@link AlexNet}, {@link Vgg11} and {@link ResNet18} are those of the
 * dataset-condensation papers; search spaces have architectures of their own.
 */
@NullMarked
package io.proxynas.engine.architecture;

import org.jspecify.annotations.NullMarked;
