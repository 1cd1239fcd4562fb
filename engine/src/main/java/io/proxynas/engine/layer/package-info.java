/**
 * DL4J layers that DL4J lacks, so that any network of ours is saved, loaded and served by DL4J
 * alone.
 */
@NullMarked
package io.proxynas.engine.layer;

import org.jspecify.annotations.NullMarked;
