/** Readers of the file formats in which data sets are published: IDX and CIFAR's binary records. */
@NullMarked
package io.proxynas.train.data.format;

import org.jspecify.annotations.NullMarked;
