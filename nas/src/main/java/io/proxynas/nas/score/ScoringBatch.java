package io.proxynas.nas.score;

import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import io.proxynas.train.data.LabelledImages;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The images that training-free scores look at, the same for all candidates.
 *
 * @param images (N, C, H, W) standardised
 * @param labels the class of each; length N
 * @param classes number of classes
 */
public record ScoringBatch(float[] images, int[] labels, int classes) {

  /** Images in a batch, as in the published comparisons of these scores. */
  public static final int IMAGES = 64;

  /** The number of images N. */
  public int count() {
    return labels.length;
  }

  /**
   * Draws a batch whose classes are as even as the images allow, since some scores compare the
   * images of a class: one of each class in turn.
   *
   * @param from the images to draw from
   * @param most images, at least 1; all of them if there are fewer
   * @param seed decides the draw
   */
  public static ScoringBatch of(LabelledImages from, int most, Seed seed) {
    List<int[]> byClass = new ArrayList<>();
    for (int c = 0; c < from.classes(); c++) {
      int[] indices = from.indicesOf(c);
      Shuffle.all(indices, seed.child(c).generator());
      byClass.add(indices);
    }
    int[] drawn =
        IntStream.range(0, from.size())
            .boxed()
            .flatMapToInt(
                turn -> byClass.stream().filter(c -> turn < c.length).mapToInt(c -> c[turn]))
            .limit(most)
            .toArray();
    float[] images = new float[drawn.length * from.shape().size()];
    from.copy(drawn, 0, drawn.length, images);
    int[] labels = IntStream.of(drawn).map(i -> from.labels()[i]).toArray();
    return new ScoringBatch(images, labels, from.classes());
  }
}
