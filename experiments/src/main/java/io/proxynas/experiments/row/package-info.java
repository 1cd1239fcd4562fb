/** The rows of an experiment: what each trial measured, kept line by line on the disk. */
@NullMarked
package io.proxynas.experiments.row;

import org.jspecify.annotations.NullMarked;
