/**
 * First in the flow: a DL4J configuration in, a compiled network out that trains, infers and gives
 * input gradients.
 */
@NullMarked
package io.proxynas.engine;

import org.jspecify.annotations.NullMarked;
