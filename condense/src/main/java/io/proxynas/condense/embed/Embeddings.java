package io.proxynas.condense.embed;

import io.proxynas.condense.course.Course;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.train.data.LabelledImages;
import java.util.List;

/** The setting of where embedding networks come from. */
public interface Embeddings {

  /** Every architecture that may embed; at least one, each iteration draws one of them. */
  List<Architecture> architectures();

  /** Every setting that decides the embeddings, as text: part of the key of a proxy set. */
  String id();

  /**
   * Makes ready for a condensation, which may mean training; the same arguments but for the workers
   * give the same embeddings.
   *
   * @param real the images to be condensed
   * @param seed of all randomness
   * @param workers threads, at least 1
   * @param course of the condensation: hears of a training, and keeps it for other sets
   * @throws InterruptedException if the thread is interrupted
   */
  EmbeddingSource prepare(LabelledImages real, Seed seed, int workers, Course course)
      throws InterruptedException;
}
