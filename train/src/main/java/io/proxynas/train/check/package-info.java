/**
 * Below everything in the flow: what users, programs and files give is compared with its rules.
 *
 * <p>{@link Require} refuses a value with one sentence that names the rule and the value; {@link
 * WrongFileException} is that of a file. {@link Shown} bounds and escapes what such a sentence says
 * of a file, and {@link Room} holds what a file promises against what is there.
 */
@NullMarked
package io.proxynas.train.check;

import org.jspecify.annotations.NullMarked;
