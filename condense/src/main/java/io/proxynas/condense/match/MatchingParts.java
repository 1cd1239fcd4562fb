package io.proxynas.condense.match;

import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.check.Require;
import java.util.function.Supplier;

/**
 * What distribution matching is put together from, the embeddings left out.
 *
 * @param decoder from stored images to training images
 * @param discrepancy makes one discrepancy for each class of a worker's batch
 * @param augmentation one draw for the real and the synthetic images of a class
 * @param realBatches how real images are chosen
 * @param realBatch real images of each class an iteration; a smaller class gives all it has
 */
public record MatchingParts(
    Decoder decoder,
    Supplier<Discrepancy> discrepancy,
    SiameseAugmentation augmentation,
    RealBatches realBatches,
    int realBatch) {

  public MatchingParts {
    Require.atLeastOne("the batch of real images", realBatch);
  }
}
