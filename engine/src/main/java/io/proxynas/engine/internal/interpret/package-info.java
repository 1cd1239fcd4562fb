/**
 * Beside the back ends: runs a program as it stands, on the heap and in double, for what they can't
 * tell in float.
 */
@NullMarked
package io.proxynas.engine.internal.interpret;

import org.jspecify.annotations.NullMarked;
