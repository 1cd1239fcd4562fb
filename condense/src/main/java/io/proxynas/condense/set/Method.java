package io.proxynas.condense.set;

import io.proxynas.engine.Worded;

/** The published ways to make a proxy set out of real images. */
public enum Method implements Worded {
  /** Distribution matching (Zhao and Bilen, WACV 2023, arXiv 2110.04181). */
  DM("synthetic images by distribution matching"),
  /** Distribution matching of mosaics (decoding: Kim et al., ICML 2022, arXiv 2205.14959). */
  DMF("mosaics of four half-size images by distribution matching"),
  /** Neural characteristic function matching (Wang et al., CVPR 2025, arXiv 2502.20653). */
  NCFM("synthetic images by matching characteristic functions"),
  /** Improved distribution matching (Zhao et al., CVPR 2023, arXiv 2307.09742). */
  IDM("mosaics by distribution matching in partly trained networks"),
  /** Gradient matching (Zhao, Mopuri and Bilen, ICLR 2021, arXiv 2006.05929). */
  DC("synthetic images by gradient matching"),
  /** Gradient matching under Siamese augmentation (Zhao and Bilen, ICML 2021, arXiv 2102.08259). */
  DSA("synthetic images by gradient matching under augmentation"),
  /** A class-balanced random subset: the baseline that every method has to beat. */
  RANDOM("random real images of each class"),
  /** A coreset by herding (Welling, ICML 2009). */
  HERDING("real images whose mean features are near their class's"),
  /** A coreset by greedy k-center (Sener and Savarese, ICLR 2018, arXiv 1708.00489). */
  KCENTER("real images far from each other that cover their class"),
  /** A coreset of the images forgotten most often (Toneva et al., ICLR 2019, arXiv 1812.05159). */
  FORGETTING("real images that a network forgets most often as it learns");

  private final String description;

  Method(String description) {
    this.description = description;
  }

  /** What it makes, as a phrase for the help. */
  public String description() {
    return description;
  }
}
