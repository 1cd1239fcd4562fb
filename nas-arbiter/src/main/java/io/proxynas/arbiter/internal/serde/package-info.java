/**
 * From the text of a file to Arbiter's objects, of whatever origin the file is: {@link
 * io.proxynas.arbiter.internal.serde.Mappers} reads as Arbiter's own mappers do, but deserialises
 * only classes that a layer's values are of.
 */
@NullMarked
package io.proxynas.arbiter.internal.serde;

import org.jspecify.annotations.NullMarked;
