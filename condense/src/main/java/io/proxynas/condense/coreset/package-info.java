/**
 * The published methods that choose real images, and the trained network whose features they choose
 * by.
 */
@NullMarked
package io.proxynas.condense.coreset;

import org.jspecify.annotations.NullMarked;
