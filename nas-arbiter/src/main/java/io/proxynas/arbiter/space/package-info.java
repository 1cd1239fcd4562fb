/**
 * Arbiter's network spaces as search spaces of nas-search: {@link ArbiterSpaceProvider} is found by
 * its ServiceLoader, and reads the file of an Arbiter search as an {@link ArbiterSpace}.
 */
@NullMarked
package io.proxynas.arbiter.space;

import org.jspecify.annotations.NullMarked;
