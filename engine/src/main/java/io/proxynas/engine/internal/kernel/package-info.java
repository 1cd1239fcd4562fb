/**
 * Below the back end's border: what all back ends have in common that run a program kernel by
 * kernel.
 */
@NullMarked
package io.proxynas.engine.internal.kernel;

import org.jspecify.annotations.NullMarked;
