/** The tables and figures of the papers, one class each; {@code Experiments} lists them. */
@NullMarked
package io.proxynas.experiments.paper;

import org.jspecify.annotations.NullMarked;
