package io.proxynas.condense.embed;

import io.proxynas.condense.course.Course;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.LabelledImages;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A fresh network at every iteration, never trained (Zhao and Bilen, arXiv 2110.04181, algorithm
 * 1). Of several architectures, such as those of a search space, each iteration draws one.
 *
 * @param architectures at least one, drawn with the same probability
 */
public record RandomNetworks(List<Architecture> architectures) implements Embeddings {

  public RandomNetworks {
    architectures = List.copyOf(architectures);
    Require.that(
        !architectures.isEmpty(),
        "there must be at least 1 embedding architecture, but there were 0");
  }

  /** Of one architecture. */
  public static RandomNetworks of(Architecture architecture) {
    return new RandomNetworks(List.of(architecture));
  }

  /** The architectures' ids. */
  @Override
  public String id() {
    return architectures.stream().map(Architecture::id).collect(Collectors.joining(","));
  }

  @Override
  public EmbeddingSource prepare(LabelledImages real, Seed seed, int workers, Course course) {
    Seed networks = seed.child("network");
    Seed kinds = seed.child("architecture");
    return iteration -> {
      RandomGenerator random = kinds.child(iteration).generator();
      Seed weights = networks.child(iteration);
      return new Embedding(
          architectures.get(random.nextInt(architectures.size())),
          network -> network.initialize(weights.generator()));
    };
  }
}
