package io.proxynas.condense.coreset;

import io.proxynas.condense.course.Course;
import io.proxynas.condense.course.Shared;
import io.proxynas.condense.set.Condenser;
import io.proxynas.condense.set.Method;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import io.proxynas.train.data.LabelledImages;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The images that are forgotten most often (Toneva et al., "An Empirical Study of Example
 * Forgetting during Deep Neural Network Learning", ICLR 2019, algorithm 1): while a network is
 * trained on the real images, each time that an image comes up and is classified wrongly after it
 * was right the time before counts as one forgetting. Images that are never right count as
 * forgotten most often of all, as in the paper. Equal counts are many; among them chance decides.
 */
public final class Forgetting implements Condenser {

  private final FeatureNetwork network;

  /**
   * @param network that is watched while it learns
   */
  public Forgetting(FeatureNetwork network) {
    this.network = network;
  }

  @Override
  public Method method() {
    return Method.FORGETTING;
  }

  @Override
  public Map<String, String> configuration() {
    return network.configuration();
  }

  @Override
  public LabelledImages condense(LabelledImages real, int imagesPerClass, Seed seed, Course course)
      throws InterruptedException {
    int[][] candidates = Coreset.candidates(real, imagesPerClass);
    ForgettingCounts counts = new ForgettingCounts(real.size());
    course.share(new Watched(network, real, seed.child("network"), counts));
    int[] chosen =
        IntStream.range(0, candidates.length)
            .flatMap(
                label ->
                    mostForgotten(
                        candidates[label], counts, imagesPerClass, seed.child("ties").child(label)))
            .toArray();
    return Coreset.of(real, chosen);
  }

  /** The first of the images by falling count. */
  static IntStream mostForgotten(int[] images, ForgettingCounts counts, int count, Seed ties) {
    int[] shuffled = images.clone();
    Shuffle.all(shuffled, ties.generator());
    return IntStream.of(shuffled)
        .boxed()
        .sorted(Comparator.comparingInt(counts::of).reversed())
        .limit(count)
        .mapToInt(Integer::intValue);
  }

  /** The training that is watched, whatever the size of the set. */
  private record Watched(
      FeatureNetwork network, LabelledImages real, Seed seed, ForgettingCounts counts)
      implements Shared {

    @Override
    public String id() {
      return "forgetting %s %d".formatted(new TreeMap<>(network.configuration()), seed.value());
    }

    @Override
    public void run(Progress progress) throws InterruptedException {
      network.train(real, seed, progress, counts).close();
    }

    @Override
    public void save(DataOutput out) throws IOException {
      counts.save(out);
    }

    @Override
    public void restore(DataInput in) throws IOException {
      counts.restore(in);
    }
  }
}
