package io.proxynas.condense.embed;

import io.proxynas.condense.course.Course;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.train.Recipe;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.LabelledImages;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A pool of networks trained on the real images, made once for all sets of the same seed; every
 * iteration draws one of them (Zhao and Bilen, arXiv 2110.04181, section 4.3, "networks with
 * different performances"). Network i is of architecture i modulo their number.
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

  public TrainedNetworks {
    architectures = List.copyOf(architectures);
    Require.that(
        !architectures.isEmpty(),
        "there must be at least 1 embedding architecture, but there were 0");
    Require.that(
        networks >= 1, "trained embedding networks must be at least 1, but were %s", networks);
    Require.that(
        accuracy > 0 && accuracy <= 1,
        "the accuracy of embedding networks must be in (0, 1], but was %s",
        accuracy);
  }

  /**
   * A pool of ten networks of each architecture, trained without augmentation by gradient descent
   * with the rate 0.01, for all epochs.
   */
  public static TrainedNetworks of(List<Architecture> architectures, int epochs) {
    Require.atMost("the epochs of an embedding network", Recipe.MOST_EPOCHS, epochs);
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

  /** The architecture of a network of the pool, counted from 0. */
  Architecture architecture(int member) {
    return architectures.get(member % architectures.size());
  }

  @Override
  public EmbeddingSource prepare(LabelledImages real, Seed seed, int workers, Course course)
      throws InterruptedException {
    PoolTraining pool = new PoolTraining(this, real, seed.child("pool"), workers);
    course.share(pool);
    Seed draws = seed.child("network");
    return iteration -> pool.network(draws.child(iteration).generator().nextInt(networks));
  }
}
