/**
 * The parts of distribution matching, from which the methods are put together: where the embedding
 * networks come from ({@link io.proxynas.condense.embed.Embeddings}), which real images are
 * embedded ({@link io.proxynas.condense.match.RealBatches}), how stored images become training
 * images ({@link io.proxynas.condense.match.Decoder}), what is compared ({@link
 * io.proxynas.condense.match.Discrepancy}), and the loop over them ({@link
 * io.proxynas.condense.match.PixelDescent}).
 */
@NullMarked
package io.proxynas.condense.match;

import org.jspecify.annotations.NullMarked;
