/**
 * Runs programs by ND4J's native operations, called directly on arrays made once: on CUDA devices,
 * and on processors that oneDNN's binding has no library for.
 */
@NullMarked
package io.proxynas.engine.nd4j;

import org.jspecify.annotations.NullMarked;
