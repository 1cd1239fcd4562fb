/**
 * Behind the sources of data: readers of the file formats in which data sets are published.
 *
 * <p>A {@link FileLayout} says which files a data set has in its folder. {@link IdxReader} and
 * {@link CifarReader} read them, and name file and byte in every error.
 */
@NullMarked
package io.proxynas.train.internal.format;

import org.jspecify.annotations.NullMarked;
