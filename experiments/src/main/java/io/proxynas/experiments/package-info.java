/**
 * The last step of the flow: from sets and rankings to the tables of the papers. {@link
 * ProxyAccuracy} trains networks on sets side by side, from the same seeds, and {@link Accuracies}
 * is what came of them; the packages below do the rest.
 */
@NullMarked
package io.proxynas.experiments;

import org.jspecify.annotations.NullMarked;
