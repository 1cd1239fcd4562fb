/**
 * Whether a back end computes what it should on this machine: its own suites of tests run where it
 * is built, and this runs where it is used.
 */
@NullMarked
package io.proxynas.engine.check;

import org.jspecify.annotations.NullMarked;
