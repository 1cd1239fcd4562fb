/**
 * From the outcomes of candidates to their order: by one criterion, by several combined, or as a
 * front of objectives.
 */
@NullMarked
package io.proxynas.nas.ranking;

import org.jspecify.annotations.NullMarked;
