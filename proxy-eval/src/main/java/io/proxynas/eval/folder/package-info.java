/**
 * Beside a run: its folder, from which the run goes on and its page is made.
 *
 * <p>{@link RunFolder} knows the files and {@link Journals} opens the journals of a run, all of one
 * configuration. {@link RunReader} reads a run back, finished or not, so that the page of a run
 * that goes on and that of a finished one have one source.
 */
@NullMarked
package io.proxynas.eval.folder;

import org.jspecify.annotations.NullMarked;
