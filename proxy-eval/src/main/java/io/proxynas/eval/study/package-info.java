/**
 * After the search in the flow: a ranking in, the evidence for or against it out, from a sample of
 * its candidates that is trained again on the full data.
 */
@NullMarked
package io.proxynas.eval.study;

import org.jspecify.annotations.NullMarked;
