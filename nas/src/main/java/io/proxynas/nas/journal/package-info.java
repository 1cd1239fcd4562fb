/**
 * Beside the search: every outcome on disk as soon as it is there, and a killed run taken up again
 * where it stopped.
 */
@NullMarked
package io.proxynas.nas.journal;

import org.jspecify.annotations.NullMarked;
