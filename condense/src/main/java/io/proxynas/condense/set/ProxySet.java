package io.proxynas.condense.set;

import io.proxynas.condense.match.Decoding;
import io.proxynas.train.data.LabelledImages;

/**
 * A small training set that stands for a large one.
 *
 * @param stored (N, C, H, W) what is kept, and counted as images per class
 * @param losses of the iterations that made it, in order; empty without any
 * @param provenance where it comes from; its key tells how the stored images are decoded
 */
public record ProxySet(LabelledImages stored, double[] losses, Provenance provenance) {

  /** Checks that the decoding is known. */
  public ProxySet {
    Decoding.of(provenance.key().configuration());
  }

  /** How stored images become training images. */
  public Decoding decoding() {
    return Decoding.of(provenance.key().configuration());
  }

  /** The images to train on, (N · images each, C, H, W), standardised as the real ones are. */
  public LabelledImages images() {
    return decoding().decode(stored);
  }
}
