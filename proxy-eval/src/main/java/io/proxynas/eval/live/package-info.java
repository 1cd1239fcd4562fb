/** Beside a run: its page, served while the run goes on. */
@NullMarked
package io.proxynas.eval.live;

import org.jspecify.annotations.NullMarked;
