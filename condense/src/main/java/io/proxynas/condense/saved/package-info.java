/**
 * Beside the methods: proxy sets that were made elsewhere, read from a path and told by their
 * content.
 *
 * <p>{@link SavedSet} reads a file of the store, an {@link NpzFile}, a {@link PngFolder}, or a
 * {@code TorchFile}, whose {@code TorchPickle} knows the opcodes of a dictionary of tensors and
 * executes nothing. The first two also write sets for other programs. A set is named by a hash of
 * what is in it, whatever its file.
 */
@NullMarked
package io.proxynas.condense.saved;

import org.jspecify.annotations.NullMarked;
