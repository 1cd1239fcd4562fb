/**
 * Labelled images in memory or mapped from a file, and the data sets made of them: the one type
 * that everything trains on, real or condensed.
 */
@NullMarked
package io.proxynas.train.data;

import org.jspecify.annotations.NullMarked;
