/**
 * The published methods that make synthetic images, one class each, and the settings of all
 * methods.
 *
 * <p>{@link Condensers} gives the condenser of a method, by the {@link CondensationSettings}.
 * {@link DistributionMatching}, {@link MultiFormationMatching}, {@link
 * CharacteristicFunctionMatching} and {@link ImprovedDistributionMatching} name the parts of one
 * {@code Matching}. {@link GradientMatching} has a loop of its own: its {@code GradientMatchers}
 * share the classes out among workers and train the network in between, as often as {@link
 * MatchingLoops} says.
 */
@NullMarked
package io.proxynas.condense.method;

import org.jspecify.annotations.NullMarked;
