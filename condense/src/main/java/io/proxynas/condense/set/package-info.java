/**
 * A proxy set as a value: its name, what it depends on, the file and the store that keep it, and
 * its picture.
 */
@NullMarked
package io.proxynas.condense.set;

import org.jspecify.annotations.NullMarked;
