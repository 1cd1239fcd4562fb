package io.proxynas.benchmarks.profile;

import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.Pixels;

/**
 * Pixels that tell when they are copied.
 *
 * @param of them
 * @param gathering the phase of their copying
 * @param then what follows it
 */
record TimedPixels(Pixels of, Phase gathering, Phase then) implements Pixels {

  /** Images that are trained on. */
  static LabelledImages trained(LabelledImages images) {
    return timed(images, Phase.GATHERING, Phase.AUGMENTING);
  }

  /** Images that are scored on. */
  static LabelledImages scored(LabelledImages images) {
    return timed(images, Phase.SCORING_GATHERING, Phase.SCORING_GATHERING);
  }

  private static LabelledImages timed(LabelledImages images, Phase gathering, Phase then) {
    return new LabelledImages(
        images.shape(),
        images.classNames(),
        new TimedPixels(images.pixels(), gathering, then),
        images.labels());
  }

  @Override
  public int count() {
    return of.count();
  }

  @Override
  public int imageSize() {
    return of.imageSize();
  }

  /** What lies between two images of a batch is gathering, too. */
  @Override
  public void copy(int index, float[] into, int offset) {
    Timeline timeline = Timeline.own();
    if (offset > 0) {
      timeline.turnsTo(gathering);
    }
    timeline.began();
    of.copy(index, into, offset);
    timeline.ended(gathering, then);
  }
}
