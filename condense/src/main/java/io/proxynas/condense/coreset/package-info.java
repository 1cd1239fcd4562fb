/**
 * The published methods that choose real images, one class each, and the trained network whose
 * features they choose by.
 *
 * <p>{@link RandomSelection} needs no network. {@link Herding} and {@link KCenterGreedy} choose by
 * the {@link Features} of a {@link FeatureNetwork}, whose {@code FeatureTraining} serves every set
 * of the same images; {@link Forgetting} watches a training of its own. What each of them chooses
 * becomes a {@link Coreset}.
 */
@NullMarked
package io.proxynas.condense.coreset;

import org.jspecify.annotations.NullMarked;
