/**
 * Behind the sources of data: a user's folder of image files in, a data set out that may be larger
 * than the heap.
 *
 * <p>{@code ImageFolderLayout} finds the files of a folder and their classes, {@code ImageTable}
 * those that a CSV file lists, and {@code TestCut} cuts a test part off where there is none. {@code
 * ImageCache} has a {@code ParallelDecoder} decode them once, into a file of the cache folder whose
 * {@code DecodingJournal} says what is there, and maps it as {@code DecodedImages}. {@link
 * ImageFolder} is the way in.
 */
@NullMarked
package io.proxynas.train.internal.folder;

import org.jspecify.annotations.NullMarked;
