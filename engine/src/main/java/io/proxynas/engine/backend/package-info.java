/**
 * Between the network and what computes it: a back end makes an executable of a program for one
 * batch size and one pass.
 */
@NullMarked
package io.proxynas.engine.backend;

import org.jspecify.annotations.NullMarked;
