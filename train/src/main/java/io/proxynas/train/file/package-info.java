/**
 * What is kept on disk: files that are there whole or not at all, files that grow by lines, who may
 * write them, their checksums, the cache folder, and on what machine a thing was made.
 */
@NullMarked
package io.proxynas.train.file;

import org.jspecify.annotations.NullMarked;
