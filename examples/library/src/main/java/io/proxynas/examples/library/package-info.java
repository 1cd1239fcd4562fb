/** A network for the images in a folder, by a program of a dozen lines. */
@NullMarked
package io.proxynas.examples.library;

import org.jspecify.annotations.NullMarked;
