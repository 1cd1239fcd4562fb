/**
 * Folders of image files: how classes are laid out in them, and the cache of their decoded pixels.
 */
@NullMarked
package io.proxynas.train.data.folder;

import org.jspecify.annotations.NullMarked;
