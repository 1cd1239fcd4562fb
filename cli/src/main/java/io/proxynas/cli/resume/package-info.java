/**
 * From {@code --resume} to the command line of a run that goes on.
 *
 * <p>A run says in its {@code run.json}, a {@link RunFile}, how it was asked for: a {@link
 * Request}. {@link Resumption} finds the run, takes its request up and lays what is asked for now
 * over it; the command then runs as if all of that had been typed. What may not change is decided
 * by the run's journals, and {@code Conflict} says it by the names of options. {@link RunKeeper}
 * writes {@code run.json}, and leaves nothing of a run that was refused; {@link OutFolder} chooses
 * the folder of a new one.
 */
@NullMarked
package io.proxynas.cli.resume;

import org.jspecify.annotations.NullMarked;
