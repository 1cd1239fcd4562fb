/** What a trained network makes of real and synthetic images, and how the two compare. */
@NullMarked
package io.proxynas.experiments.feature;

import org.jspecify.annotations.NullMarked;
