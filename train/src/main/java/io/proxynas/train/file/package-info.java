/**
 * What is kept on disk: files that are there whole or not at all, their checksums, the cache folder
 * and its locks, and on what machine a thing was made.
 */
@NullMarked
package io.proxynas.train.file;

import org.jspecify.annotations.NullMarked;
