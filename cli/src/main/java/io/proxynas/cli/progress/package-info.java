/**
 * Beside a command: how it goes, on stderr while it works. {@link ConsoleObserver} hears of the run
 * and shows it by a {@code Meter}, a bar on a terminal and lines elsewhere, with the time left by
 * {@code ProgressRate}.
 */
@NullMarked
package io.proxynas.cli.progress;

import org.jspecify.annotations.NullMarked;
