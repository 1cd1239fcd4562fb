/**
 * Networks that embed images for matching: random ones, trained ones, mixtures and queues of them.
 */
@NullMarked
package io.proxynas.condense.embed;

import org.jspecify.annotations.NullMarked;
