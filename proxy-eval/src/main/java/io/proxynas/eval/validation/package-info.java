/**
 * Holds a ranking against the full data: whom to validate, how well the ranks agree, what rivals
 * score on the same candidates, what it cost, and the verdict.
 */
@NullMarked
package io.proxynas.eval.validation;

import org.jspecify.annotations.NullMarked;
