/**
 * Runs existing Arbiter searches on proxy sets: a configuration in, the same one on a proxy set
 * out.
 */
@NullMarked
package io.proxynas.arbiter;

import org.jspecify.annotations.NullMarked;
