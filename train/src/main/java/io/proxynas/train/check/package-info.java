/**
 * Below everything in the flow: what users, programs and files give is compared with its rules.
 *
 * <p>{@link Require} refuses a value with one sentence that names the rule and the value; {@link
 * WrongFileException} is that of a file.
 */
@NullMarked
package io.proxynas.train.check;

import org.jspecify.annotations.NullMarked;
