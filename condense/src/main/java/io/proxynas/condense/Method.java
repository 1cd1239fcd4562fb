package io.proxynas.condense;

/** The published ways to make a proxy set out of real images. */
public enum Method {
  /** Distribution matching (Zhao and Bilen, WACV 2023, arXiv 2110.04181). */
  DM("dm", "synthetic images by distribution matching"),
  /** Gradient matching (Zhao, Mopuri and Bilen, ICLR 2021, arXiv 2006.05929). */
  DC("dc", "synthetic images by gradient matching"),
  /** Gradient matching under Siamese augmentation (Zhao and Bilen, ICML 2021, arXiv 2102.08259). */
  DSA("dsa", "synthetic images by gradient matching under augmentation"),
  /** A class-balanced random subset: the baseline that every method has to beat. */
  RANDOM("random", "random real images of each class");

  private final String word;
  private final String description;

  Method(String word, String description) {
    this.word = word;
    this.description = description;
  }

  /** The word for this method in proxy names and in reports. */
  public String word() {
    return word;
  }

  /** What it makes, as a phrase for the help. */
  public String description() {
    return description;
  }
}
