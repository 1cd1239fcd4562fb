/** Carries the main job through: condense, search, validate, report. */
@NullMarked
package io.proxynas.eval.run;

import org.jspecify.annotations.NullMarked;
