/**
 * Where data sets come from: by name from the program itself, this machine's folders or their
 * publishers, from a folder of images, or from iterators of DL4J.
 */
@NullMarked
package io.proxynas.train.data.source;

import org.jspecify.annotations.NullMarked;
