/**
 * The folder of a run: its files, its journals, the networks saved in it, and how a run is read
 * back from it.
 */
@NullMarked
package io.proxynas.eval.folder;

import org.jspecify.annotations.NullMarked;
