/** The main job from a plan to its evidence: condense, search, validate, report. */
@NullMarked
package io.proxynas.eval.search;

import org.jspecify.annotations.NullMarked;
