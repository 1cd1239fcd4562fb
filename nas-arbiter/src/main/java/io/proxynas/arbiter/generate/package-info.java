/**
 * Beside Arbiter's own generators: from the results so far to the next candidate of a parameter
 * space, by the genetic search of {@link JeneticsCandidateGenerator}.
 */
@NullMarked
package io.proxynas.arbiter.generate;

import org.jspecify.annotations.NullMarked;
