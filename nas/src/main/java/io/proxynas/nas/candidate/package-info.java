/** One candidate: trained by a recipe or only scored, and what came of it. */
@NullMarked
package io.proxynas.nas.candidate;

import org.jspecify.annotations.NullMarked;
