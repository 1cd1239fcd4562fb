/**
 * Beside a run: its page, served while the run goes on. {@link Dashboard} serves it on the JDK's
 * HTTP server, and an {@code EventStream} tells each browser what a {@code LiveRun} hears.
 */
@NullMarked
package io.proxynas.eval.internal.live;

import org.jspecify.annotations.NullMarked;
