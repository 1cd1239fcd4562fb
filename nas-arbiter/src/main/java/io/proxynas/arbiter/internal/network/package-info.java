/**
 * Below the tasks: candidate networks of Arbiter in either form of DL4J, built, trained and
 * evaluated.
 *
 * <p>A {@link Blueprint} is the value of a candidate, and builds its network. {@link
 * CandidateTraining} chooses who trains it: {@link EngineMultiLayerNetwork} and {@link
 * EngineComputationGraph} are DL4J's classes with the engine below {@code fit} and evaluation.
 * {@link ArbiterArchitecture} is a candidate to the rest of ProxyNAS.
 */
@NullMarked
package io.proxynas.arbiter.internal.network;

import org.jspecify.annotations.NullMarked;
