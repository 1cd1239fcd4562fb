/**
 * Beside the report: what a network looks like to a reader, as a list of {@link LayerSketch}es that
 * {@link NetworkSketch} reads from its DL4J configuration.
 */
@NullMarked
package io.proxynas.eval.sketch;

import org.jspecify.annotations.NullMarked;
