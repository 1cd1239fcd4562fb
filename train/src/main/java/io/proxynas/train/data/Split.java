package io.proxynas.train.data;

import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Training data cut in two, so that candidates are ranked on images that they were not trained on
 * and the test set stays untouched.
 *
 * @param train what to train on
 * @param validation what to score on; no image is in both
 */
public record Split(LabelledImages train, LabelledImages validation) {

  /**
   * Cuts a validation split of about the given fraction out of every class (at least one image, and
   * at least one is left). Both parts are views in the order of the original; the same seed gives
   * the same split.
   *
   * @param all the training data; each class has at least 2 images
   * @param validationFraction in (0, 1)
   * @param seed decides which images
   */
  public static Split of(LabelledImages all, double validationFraction, Seed seed) {
    if (!(validationFraction > 0 && validationFraction < 1)) {
      throw new IllegalArgumentException(
          "the validation fraction must be in (0, 1), but was " + validationFraction);
    }
    BitSet held = new BitSet(all.size());
    for (int label = 0; label < all.classes(); label++) {
      int[] members = all.indicesOf(label);
      if (members.length < 2) {
        throw new DataException(
            "a validation split needs at least 2 images of each class, but class %s has %d"
                .formatted(all.classNames().get(label), members.length));
      }
      Shuffle.all(members, seed.child(label).generator());
      Arrays.stream(members, 0, share(members.length, validationFraction)).forEach(held::set);
    }
    int[] validation = held.stream().toArray();
    held.flip(0, all.size());
    return new Split(all.select(held.stream().toArray()), all.select(validation));
  }

  private static int share(int count, double fraction) {
    return (int) Math.max(1, Math.min(count - 1, Math.round(count * fraction)));
  }
}
