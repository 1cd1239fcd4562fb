package io.proxynas.engine.backend;

/** What an executable is for; it keeps only what that needs. */
public enum Pass {
  /**
   * Forward with batch statistics, which also move the running ones; backward to every parameter.
   */
  TRAIN(true, true, false, false),
  /** Forward with running statistics to the logits. */
  INFER(false, false, false, false),
  /** Forward with batch statistics to the embedding: to all but the last operation. */
  EMBED(true, false, false, true),
  /**
   * As {@link #EMBED}, and backward from the embedding to the pixels; only where no other value
   * enters the last operation.
   */
  EMBED_AND_PIXEL_GRADIENT(true, false, true, true),
  /**
   * Forward with batch statistics to the logits, backward to every parameter; a pure function: no
   * running statistics move, and nothing is dropped.
   */
  WEIGHT_GRADIENT(true, true, false, false),
  /** As {@link #WEIGHT_GRADIENT}, but backward to the pixels; ReLUs can be held. */
  PIXEL_GRADIENT(true, false, true, false),
  /** Forward with batch statistics, which become the running ones, to the logits. */
  STATISTICS(true, false, false, false);

  private final boolean batchStatistics;
  private final boolean weightGradients;
  private final boolean pixelGradients;
  private final boolean endsAtEmbedding;

  Pass(
      boolean batchStatistics,
      boolean weightGradients,
      boolean pixelGradients,
      boolean endsAtEmbedding) {
    this.batchStatistics = batchStatistics;
    this.weightGradients = weightGradients;
    this.pixelGradients = pixelGradients;
    this.endsAtEmbedding = endsAtEmbedding;
  }

  /** Whether batch normalisation takes the batch's statistics, not the running ones. */
  public boolean batchStatistics() {
    return batchStatistics;
  }

  /** Whether the backward pass gives gradients of the parameters. */
  public boolean weightGradients() {
    return weightGradients;
  }

  /** Whether the backward pass goes on to the images. */
  public boolean pixelGradients() {
    return pixelGradients;
  }

  /** Whether the result is the embedding, not the last step's values. */
  public boolean endsAtEmbedding() {
    return endsAtEmbedding;
  }

  /** Whether ReLUs can be held: {@link Executable#holdGates}. */
  public boolean holdsGates() {
    return this == PIXEL_GRADIENT;
  }

  /** Whether a forward pass changes the running statistics. */
  public boolean movesStatistics() {
    return this == TRAIN || this == STATISTICS;
  }

  /**
   * The share of the running statistics that a forward pass keeps, where it changes them.
   *
   * @param decay that share in a step of training
   */
  public float keeps(float decay) {
    return this == STATISTICS ? 0 : decay;
  }

  /** Whether there is a backward pass. */
  public boolean backward() {
    return weightGradients || pixelGradients;
  }
}
