/**
 * Beside the evaluators: candidates trained cheaply first, and at greater cost only while they are
 * among the best.
 */
@NullMarked
package io.proxynas.nas.fidelity;

import org.jspecify.annotations.NullMarked;
