package io.proxynas.eval.train;

import io.proxynas.train.data.DataException;
import io.proxynas.train.data.LabelledImages;
import java.util.stream.IntStream;

/**
 * The images on which trainings are scored. Those that rank candidates and those that judge the
 * ranking are apart: were they the same, a network that happens to be right on them would be ranked
 * high and found good for the same reason.
 *
 * @param ranking score what is trained on proxy sets and by rivals
 * @param judging score what is trained on the full data
 * @param name of both: equal ones mean equal images
 */
public record ScoredImages(LabelledImages ranking, LabelledImages judging, String name) {

  /**
   * The images at even places rank, and those at odd ones judge.
   *
   * @param validation at least 2 images
   * @throws DataException if there are fewer
   */
  public static ScoredImages halves(LabelledImages validation, String name) {
    if (validation.size() < 2) {
      throw new DataException(
          "a validation split must have at least 2 images, one that ranks and one that judges,"
              + " but has "
              + validation.size());
    }
    return new ScoredImages(
        every(validation, 0), every(validation, 1), name + ", even places rank and odd ones judge");
  }

  /** All images do both. */
  static ScoredImages whole(LabelledImages images, String name) {
    return new ScoredImages(images, images, name);
  }

  private static LabelledImages every(LabelledImages images, int first) {
    return images.select(
        IntStream.iterate(first, place -> place < images.size(), place -> place + 2).toArray());
  }

  /** Those on which a training is scored. */
  LabelledImages of(Regime regime) {
    return regime.judges() ? judging : ranking;
  }
}
