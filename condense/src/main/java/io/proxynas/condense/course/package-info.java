/**
 * Between the store and the methods: how a condensation goes, whatever its method.
 *
 * <p>A {@link Course} takes the iterations of an {@link Iterative} method, tells of them, adds up
 * their time, and ends them early where a limit says so. The {@link CheckpointFile} keeps how far
 * it has come, so that a condensation that was killed goes on to the same bits. {@link Shared}
 * work, which several sets begin with, is done for the first of them and kept in a {@link
 * SharedFolder}.
 */
@NullMarked
package io.proxynas.condense.course;

import org.jspecify.annotations.NullMarked;
