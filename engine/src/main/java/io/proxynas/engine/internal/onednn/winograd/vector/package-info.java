/**
 * The transforms of tiles by the JDK's Vector API, an incubator module. The build compiles this
 * package apart from all others, without warnings, since javac warns of the module and that can't
 * be turned off; no class outside names one of these.
 */
@NullMarked
package io.proxynas.engine.internal.onednn.winograd.vector;

import org.jspecify.annotations.NullMarked;
