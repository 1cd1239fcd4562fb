package io.proxynas.condense;

import io.proxynas.condense.set.ProxySpec;
import io.proxynas.train.data.LabelledImages;
import java.util.Optional;

/**
 * What to do where real images are so few that a proxy set is not much smaller.
 *
 * @param real that sets stand for
 */
record SizeAdvice(LabelledImages real) {

  /** A set is small if it has at most one image of so many real ones. */
  private static final int SMALL = 2;

  /** A class of so many real images may well be condensed into one. */
  private static final int WELL = 10;

  /**
   * Refuses a set that would take more images of a class than there are.
   *
   * @throws IllegalArgumentException with what to ask for instead
   */
  void requireEnough(ProxySpec.Condensed spec) {
    int[] counts = counts();
    int smallest = smallest(counts);
    int images = counts[smallest];
    if (spec.imagesPerClass() > images) {
      throw new IllegalArgumentException(
          "images per class must be in [1, %d] for class \"%s\", but was %d: ask for the %s"
              .formatted(
                  images, real.classNames().get(smallest), spec.imagesPerClass(), instead(spec)));
    }
  }

  /** Of a set with so many images of each class, the class that has not as many; or nothing. */
  Optional<String> tooFew(int imagesPerClass) {
    int[] counts = counts();
    int smallest = smallest(counts);
    return imagesPerClass <= counts[smallest]
        ? Optional.empty()
        : Optional.of(
            "class \"%s\" has %,d training images, and the set %,d"
                .formatted(real.classNames().get(smallest), counts[smallest], imagesPerClass));
  }

  /**
   * What is to be said of a set, if anything.
   *
   * @param images to train on
   */
  Optional<String> of(ProxySpec spec, int images) {
    return SMALL * images <= real.size()
        ? Optional.empty()
        : Optional.of(
            ("%s has %,d images to train on, and the real ones that it stands for are %,d, so that"
                    + " it saves little time: ask for the %s")
                .formatted(spec.name(), images, real.size(), instead(spec)));
  }

  private String instead(ProxySpec spec) {
    int[] counts = counts();
    int fewer = Math.max(1, counts[smallest(counts)] / WELL);
    boolean canBeFewer =
        spec instanceof ProxySpec.Condensed condensed && fewer < condensed.imagesPerClass();
    return canBeFewer
        ? "proxy %s-ipc%d, which is smaller, or full, which is all of the real ones"
            .formatted(spec.method(), fewer)
        : "proxy full, which is all of the real ones";
  }

  /** The images of each class. */
  private int[] counts() {
    int[] counts = new int[real.classes()];
    for (int label : real.labels()) {
      counts[label]++;
    }
    return counts;
  }

  private static int smallest(int[] counts) {
    int smallest = 0;
    for (int label = 1; label < counts.length; label++) {
      smallest = counts[label] < counts[smallest] ? label : smallest;
    }
    return smallest;
  }
}
