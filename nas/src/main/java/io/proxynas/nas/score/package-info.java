/**
 * Beside the training: scores of architectures that need no training, one class a published one,
 * measured on freshly initialised networks and one batch of images.
 */
@NullMarked
package io.proxynas.nas.score;

import org.jspecify.annotations.NullMarked;
