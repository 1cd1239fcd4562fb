/**
 * Shows the rows of an experiment: tables in Markdown, pictures, and published figures beside.
 * Draws the losses of a condensation, too.
 */
@NullMarked
package io.proxynas.experiments.show;

import org.jspecify.annotations.NullMarked;
