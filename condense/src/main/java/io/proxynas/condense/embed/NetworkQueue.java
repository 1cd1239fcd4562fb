package io.proxynas.condense.embed;

import io.proxynas.condense.course.Course;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.LabelledImages;
import java.util.List;

/**
 * Partly trained networks in a queue (Zhao et al., "Improved Distribution Matching for Dataset
 * Condensation", CVPR 2023, arXiv 2307.09742, section 3.3): every {@code interval} iterations a
 * fresh one enters, and the oldest leaves a full queue; each iteration embeds by one of them, and
 * then trains some of them a few steps on real images.
 *
 * @param architecture of every network
 * @param capacity networks in a full queue, at least 1; it starts with at most {@value #FIRST}
 * @param interval iterations from a fresh network to the next, at least 1
 * @param trained networks trained an iteration, at least 1; all if there are fewer
 * @param steps of each of them, at least 1
 * @param batch real images a step, at least 1
 * @param sgd how they are trained
 * @param crossEntropy weight, at least 0, of the synthetic images' mean cross-entropy by the
 *     embedding network. It is multiplied by what the network is to be trusted: the geometric mean
 *     of the probability that it gave the right class of real images when it was last trained, 0
 *     before that. (The authors take its training accuracy, in percent.)
 */
public record NetworkQueue(
    Architecture architecture,
    int capacity,
    int interval,
    int trained,
    int steps,
    int batch,
    Sgd sgd,
    double crossEntropy)
    implements Embeddings {

  /** Networks at the start. */
  static final int FIRST = 4;

  public NetworkQueue {
    Require.atLeastOne("the queue's capacity", capacity);
    Require.atLeastOne("the interval between fresh networks", interval);
    Require.atLeastOne("the number of networks trained an iteration", trained);
    Require.atLeastOne("the number of training steps", steps);
    Require.atLeastOne("the training batch", batch);
    Require.that(
        crossEntropy >= 0,
        "the weight of the cross-entropy must be at least 0, but was %s",
        crossEntropy);
  }

  @Override
  public List<Architecture> architectures() {
    return List.of(architecture);
  }

  @Override
  public String id() {
    return "%s in a queue of %d: one more every %d iterations, %d trained for %d steps of %d, %s; cross-entropy %s"
        .formatted(architecture.id(), capacity, interval, trained, steps, batch, sgd, crossEntropy);
  }

  @Override
  public EmbeddingSource prepare(LabelledImages real, Seed seed, int workers, Course course) {
    return new QueuedNetworks(this, real, seed.child("queue"), workers);
  }
}
