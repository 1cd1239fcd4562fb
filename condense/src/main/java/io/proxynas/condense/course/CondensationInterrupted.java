package io.proxynas.condense.course;

/** An interruption of a condensation that has a checkpoint to go on from; its message says so. */
public final class CondensationInterrupted extends InterruptedException {

  private static final long serialVersionUID = 1;

  CondensationInterrupted(int kept, int planned) {
    super(
        "the condensation is kept up to iteration %,d of %,d, and the same command goes on from there"
            .formatted(kept, planned));
  }
}
