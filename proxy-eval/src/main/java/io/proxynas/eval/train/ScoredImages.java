package io.proxynas.eval.train;

import io.proxynas.train.data.DataException;
import io.proxynas.train.data.LabelledImages;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Optional;
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
   * The images at even places rank, and those at odd ones judge. Where that would part a class of
   * several images from the other half, as in a list whose classes take turns, places are counted
   * class by class.
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
    LabelledImages images = inTurns(validation);
    return new ScoredImages(
        every(images, 0),
        every(images, 1),
        named(name, images == validation) + ", even places rank and odd ones judge");
  }

  /** All images do both. */
  static ScoredImages whole(LabelledImages images, String name) {
    return new ScoredImages(images, images, name);
  }

  /** All of a validation split do both, in the order whose even and odd places are the halves. */
  static ScoredImages bothHalves(LabelledImages validation, String name) {
    LabelledImages images = inTurns(validation);
    return whole(images, named(name, images == validation));
  }

  private static String named(String name, boolean asItIs) {
    return asItIs ? name : name + ", by class";
  }

  /** The images as they are, or by class if a class of several has even or odd places only. */
  private static LabelledImages inTurns(LabelledImages validation) {
    int[] labels = validation.labels();
    int[][] counts = new int[validation.classes()][2];
    for (int place = 0; place < labels.length; place++) {
      counts[labels[place]][place % 2]++;
    }
    boolean parted =
        Arrays.stream(counts).anyMatch(its -> its[0] + its[1] > 1 && (its[0] == 0 || its[1] == 0));
    return parted
        ? validation.select(
            IntStream.range(0, labels.length)
                .boxed()
                .sorted(Comparator.comparingInt(place -> labels[place]))
                .mapToInt(place -> place)
                .toArray())
        : validation;
  }

  /**
   * What to tell where classes rank and do not judge, or the other way round, since they have one
   * validation image; nothing where each does both.
   */
  public Optional<String> partedClasses() {
    BitSet rank = classes(ranking);
    BitSet judge = classes(judging);
    BitSet all = (BitSet) rank.clone();
    all.or(judge);
    BitSet both = (BitSet) rank.clone();
    both.and(judge);
    int parted = all.cardinality() - both.cardinality();
    return parted == 0
        ? Optional.empty()
        : Optional.of(
            "%,d of %,d classes have 1 validation image, so they rank networks or judge them, and not both: more images of each class make the evidence better"
                .formatted(parted, all.cardinality()));
  }

  private static BitSet classes(LabelledImages images) {
    BitSet classes = new BitSet();
    Arrays.stream(images.labels()).forEach(classes::set);
    return classes;
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
