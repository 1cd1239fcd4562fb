package io.proxynas.condense.coreset;

import io.proxynas.condense.course.Course;
import io.proxynas.condense.set.Condenser;
import io.proxynas.condense.set.Method;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import io.proxynas.train.data.LabelledImages;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Random real images of each class, without replacement: the baseline, and what distribution
 * matching starts from.
 */
public final class RandomSelection implements Condenser {

  @Override
  public Method method() {
    return Method.RANDOM;
  }

  @Override
  public Map<String, String> configuration() {
    return Map.of();
  }

  @Override
  public LabelledImages condense(LabelledImages real, int imagesPerClass, Seed seed, Course course)
      throws InterruptedException {
    int[] chosen = choose(real, imagesPerClass, seed);
    if (Thread.interrupted()) {
      throw new InterruptedException("the selection was interrupted");
    }
    course.progress().at(chosen.length, chosen.length);
    return Coreset.of(real, chosen);
  }

  /**
   * Chooses images of each class. A class's choice depends on the seed and on that class alone.
   *
   * @return indices into {@code real}, those of class 0 first; classes · imagesPerClass of them
   * @throws IllegalArgumentException if a class has fewer images
   */
  public static int[] choose(LabelledImages real, int imagesPerClass, Seed seed) {
    return IntStream.range(0, real.classes())
        .flatMap(c -> IntStream.of(chooseOf(c, real, imagesPerClass, seed)))
        .toArray();
  }

  private static int[] chooseOf(int label, LabelledImages real, int count, Seed seed) {
    int[] indices = Coreset.candidates(real, label, count);
    Shuffle.prefix(indices, count, seed.child(label).generator());
    return IntStream.of(indices).limit(count).toArray();
  }
}
