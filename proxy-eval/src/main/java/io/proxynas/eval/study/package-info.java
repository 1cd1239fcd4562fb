/**
 * The same candidates under several proxies, beside their rivals and the full data.
 *
 * <p>{@link StudyRun} carries a {@link StudyPlan} out: it draws candidates at random, trains them
 * on every proxy, and validates each proxy on all of them; what proxies have in common is trained
 * once. {@code FirstChoices} then measures on the test images what proxies and rivals rank first.
 */
@NullMarked
package io.proxynas.eval.study;

import org.jspecify.annotations.NullMarked;
