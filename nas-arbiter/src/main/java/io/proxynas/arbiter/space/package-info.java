/** Arbiter's network spaces as search spaces of nas-search. */
@NullMarked
package io.proxynas.arbiter.space;

import org.jspecify.annotations.NullMarked;
