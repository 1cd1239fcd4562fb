/** From an Arbiter candidate to its result: trained by the engine, or by DL4J where that cannot. */
@NullMarked
package io.proxynas.arbiter.task;

import org.jspecify.annotations.NullMarked;
