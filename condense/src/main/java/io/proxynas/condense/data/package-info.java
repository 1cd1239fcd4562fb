/**
 * Where images come in: readers, named data sets, and the one type of labelled images, real or
 * synthetic.
 */
@NullMarked
package io.proxynas.condense.data;

import org.jspecify.annotations.NullMarked;
