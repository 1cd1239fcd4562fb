/** The border with DL4J: configurations come in as programs, parameters go both ways. */
@NullMarked
package io.proxynas.engine.dl4j;

import org.jspecify.annotations.NullMarked;
