/**
 * From the user's own data to what Arbiter trains and ranks on: images read, split and condensed.
 */
@NullMarked
package io.proxynas.arbiter.data;

import org.jspecify.annotations.NullMarked;
