/**
 * Where data sets come from: by name from the program itself, this machine's folders or their
 * publishers, or from a folder of images.
 */
@NullMarked
package io.proxynas.train.data.source;

import org.jspecify.annotations.NullMarked;
