/**
 * From an Arbiter candidate to its result: trained by the engine, or by DL4J where that cannot.
 *
 * <p>Arbiter's runner finds {@link ProxyTaskCreator}, which leaves other searches alone and gives
 * those on a proxy set the tasks of an {@link EngineTaskCreator}. A {@code CandidateTask} is
 * Arbiter's own in all that others see of it. {@code Outcomes} trains candidates of the same
 * configuration once.
 */
@NullMarked
package io.proxynas.arbiter.internal.task;

import org.jspecify.annotations.NullMarked;
