/**
 * How a condensation goes: its iterations, with progress, losses and time, and the checkpoints from
 * which one that was killed goes on to the same bits.
 */
@NullMarked
package io.proxynas.condense.course;

import org.jspecify.annotations.NullMarked;
