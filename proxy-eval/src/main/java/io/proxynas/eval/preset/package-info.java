/**
 * Before the plans: settings that belong together, by the words of the command line. {@link Preset}
 * has those of a run, and {@link StandardNetwork} the networks of the dataset-condensation papers.
 */
@NullMarked
package io.proxynas.eval.preset;

import org.jspecify.annotations.NullMarked;
