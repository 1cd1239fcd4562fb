/**
 * Beside the network, where it is trained as its own configuration says: moves weights along their
 * gradients as DL4J would.
 *
 * <p>{@link Optimizer} reads updaters, schedules, penalties and gradient limits from a
 * configuration and applies them in DL4J's order: each layer's {@code GradientLimit}, its {@code
 * Penalty}, and the {@code Updater} of each parameter.
 */
@NullMarked
package io.proxynas.engine.internal.updater;

import org.jspecify.annotations.NullMarked;
