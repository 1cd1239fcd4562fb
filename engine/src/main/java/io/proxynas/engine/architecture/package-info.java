/**
 * What a network is made of, before it is compiled: architectures and their DL4J configurations.
 */
@NullMarked
package io.proxynas.engine.architecture;

import org.jspecify.annotations.NullMarked;
