package io.proxynas.condense;

import io.proxynas.condense.data.LabelledImages;

/**
 * A small training set that stands for a large one.
 *
 * @param images (N, C, H, W) standardised as the real ones are
 * @param provenance where it comes from
 */
public record ProxySet(LabelledImages images, Provenance provenance) {}
