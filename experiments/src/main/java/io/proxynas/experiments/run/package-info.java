/** Runs an experiment trial by trial: its scale, its estimate, its rows, what it shows. */
@NullMarked
package io.proxynas.experiments.run;

import org.jspecify.annotations.NullMarked;
