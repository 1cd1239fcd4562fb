/**
 * From candidates to outcomes: evaluators that train on worker threads, remember, and keep a
 * journal.
 */
@NullMarked
package io.proxynas.nas.evaluate;

import org.jspecify.annotations.NullMarked;
