/**
 * First in the flow: a DL4J configuration in, a compiled network out that trains, infers, embeds
 * and gives pixel gradients.
 *
 * <p>A {@link Network} holds the weights in one flat vector. It compiles an executable for each
 * batch size and each purpose when that is first asked for, on the back end of {@link
 * BackendChoice}, and each of its operations runs on the {@link Threads} that the caller gives it.
 * {@link MixedDerivative} is the one derivative of the second order that condensation needs, taken
 * by two gradients of the first. {@link Demand} tells FLOPs and memory of a configuration for a
 * {@link Workload}, before anything is allocated. {@link RunningStatistics} are estimated anew
 * where a network shall infer on other images than it was trained on. {@link Seed}, {@link
 * Shuffle}, {@link Sgd} and {@link Progress} are used by all modules above: where random numbers
 * come from, in what order, how weights move, and who hears how far work has come. {@link Worded}
 * are the constants that users name.
 */
@NullMarked
package io.proxynas.engine;

import org.jspecify.annotations.NullMarked;
