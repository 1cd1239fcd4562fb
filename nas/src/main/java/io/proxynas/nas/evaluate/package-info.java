/**
 * Many candidates at a time: evaluators above one another, and the workplaces, threads or a
 * cluster, that train for them.
 */
@NullMarked
package io.proxynas.nas.evaluate;

import org.jspecify.annotations.NullMarked;
