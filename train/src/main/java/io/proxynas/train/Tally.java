package io.proxynas.train;

/** Counts what a network makes of images, one after the other. */
final class Tally {

  private int images;
  private int right;
  private double loss;

  /** One image more, with its loss in nats. */
  void add(boolean isRight, double itsLoss) {
    images++;
    right += isRight ? 1 : 0;
    loss += itsLoss;
  }

  /** Of all images so far; NaN without any. */
  Evaluation evaluation() {
    return new Evaluation((double) right / images, loss / images);
  }
}
