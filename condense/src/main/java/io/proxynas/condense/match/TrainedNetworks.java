package io.proxynas.condense.match;

import io.proxynas.condense.data.LabelledImages;
import io.proxynas.condense.train.Recipe;
import io.proxynas.condense.train.TrainedNetwork;
import io.proxynas.condense.train.Trainer;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import io.proxynas.engine.architecture.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A pool of networks trained on the real images, made once for a condensation; every iteration
 * draws one of them (Zhao and Bilen, arXiv 2110.04181, section 4.3, "networks with different
 * performances"). Network i is of architecture i modulo their number.
 *
 * @param architectures at least one
 * @param networks in the pool, at least 1
 * @param recipe of each training
 * @param accuracy on a sample of the real images, in (0, 1]: a training that reaches it after an
 *     epoch ends there; at 1 all epochs are used
 */
public record TrainedNetworks(
    List<Architecture> architectures, int networks, Recipe recipe, double accuracy)
    implements Embeddings {

  /** Images whose accuracy decides when a training ends. */
  private static final int SAMPLE = 1000;

  public TrainedNetworks {
    architectures = List.copyOf(architectures);
    if (architectures.isEmpty()) {
      throw new IllegalArgumentException(
          "there must be at least 1 embedding architecture, but there were 0");
    }
    if (networks < 1) {
      throw new IllegalArgumentException(
          "trained embedding networks must be at least 1, but were " + networks);
    }
    if (!(accuracy > 0 && accuracy <= 1)) {
      throw new IllegalArgumentException(
          "the accuracy of embedding networks must be in (0, 1], but was " + accuracy);
    }
  }

  /**
   * A pool of ten networks of each architecture, trained without augmentation by gradient descent
   * with the rate 0.01, for all epochs.
   */
  public static TrainedNetworks of(List<Architecture> architectures, int epochs) {
    Recipe recipe = new Recipe(epochs, 64, 0.01, 0.9, 5e-4, Optional.empty());
    return new TrainedNetworks(architectures, 10 * architectures.size(), recipe, 1);
  }

  /** The architectures' ids and how they are trained. */
  @Override
  public String id() {
    return "%s trained: %d networks to accuracy %s, %s"
        .formatted(
            architectures.stream().map(Architecture::id).collect(Collectors.joining(",")),
            networks,
            accuracy,
            recipe);
  }

  @Override
  public EmbeddingSource prepare(LabelledImages real, Seed seed, int workers)
      throws InterruptedException {
    Seed pool = seed.child("pool");
    LabelledImages sample = sample(real, pool.child("sample"));
    List<Callable<Embedding>> trainings = new ArrayList<>();
    for (int i = 0; i < networks; i++) {
      Architecture architecture = architectures.get(i % architectures.size());
      Seed itsSeed = pool.child(i);
      trainings.add(() -> train(architecture, real, sample, itsSeed));
    }
    List<Embedding> trained;
    try (Workers threads = new Workers(Math.min(workers, networks))) {
      trained = threads.run(trainings);
    }
    Seed draws = seed.child("network");
    return iteration -> trained.get(draws.child(iteration).generator().nextInt(trained.size()));
  }

  private static LabelledImages sample(LabelledImages real, Seed seed) {
    int[] indices = IntStream.range(0, real.size()).toArray();
    int count = Math.min(SAMPLE, indices.length);
    Shuffle.prefix(indices, count, seed.generator());
    return real.select(IntStream.of(indices).limit(count).toArray());
  }

  private Embedding train(
      Architecture architecture, LabelledImages real, LabelledImages sample, Seed seed)
      throws InterruptedException {
    Trainer.Stop stop = network -> network.evaluate(sample).accuracy() >= accuracy;
    try (TrainedNetwork network =
        new Trainer(recipe).train(architecture, real, seed, stop, Progress.NONE)) {
      float[] weights = network.snapshot();
      return new Embedding(architecture, embedding -> embedding.restore(weights));
    }
  }
}
