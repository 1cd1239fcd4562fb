/**
 * Beside an accelerated search: {@link LogObserver} tells through SLF4J how the making of the proxy
 * set, the search and the validation go.
 */
@NullMarked
package io.proxynas.arbiter.internal.progress;

import org.jspecify.annotations.NullMarked;
