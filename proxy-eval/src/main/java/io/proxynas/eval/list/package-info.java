/**
 * A given list of architectures scored on a proxy, without a search: {@link ListRun} carries a
 * {@link ListPlan} out.
 */
@NullMarked
package io.proxynas.eval.list;

import org.jspecify.annotations.NullMarked;
