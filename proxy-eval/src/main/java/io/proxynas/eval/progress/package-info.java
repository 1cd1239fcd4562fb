/**
 * How a run goes on: what an observer hears of it, and how long the trainings that are left will
 * take.
 */
@NullMarked
package io.proxynas.eval.progress;

import org.jspecify.annotations.NullMarked;
