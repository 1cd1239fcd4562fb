package io.proxynas.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * What a network is used for, as far as its memory depends on it: it makes an executable for each
 * batch size.
 *
 * @param training batch sizes of training, each at least 1
 * @param inference batch sizes of inference, each at least 1
 * @param statistics batch sizes in which running statistics are estimated anew, each at least 1;
 *     without effect where a network has none
 * @param sets how many images each set has that is trained on, inferred or measured; a back end may
 *     keep them on its device
 */
public record Workload(
    List<Integer> training, List<Integer> inference, List<Integer> statistics, List<Integer> sets) {

  public Workload {
    training = List.copyOf(training);
    inference = List.copyOf(inference);
    statistics = List.copyOf(statistics);
    sets = List.copyOf(sets);
  }

  /** On arrays, where no statistics are estimated anew. */
  public Workload(List<Integer> training, List<Integer> inference) {
    this(training, inference, List.of(), List.of());
  }

  /** Training alone, in batches of one size. */
  public static Workload training(int batch) {
    return new Workload(List.of(batch), List.of());
  }

  /**
   * Training on some images and then scoring others, where the last batch of each may be smaller.
   *
   * @param images to train on
   * @param batch images a step
   * @param scored images to infer
   * @param scoredBatch images at a time
   */
  public static Workload of(int images, int batch, int scored, int scoredBatch) {
    return new Workload(
        sizes(images, batch), sizes(scored, scoredBatch), List.of(), List.of(images, scored));
  }

  /**
   * The same, and running statistics are estimated anew.
   *
   * @param images by which
   * @param batch images at a time
   */
  public Workload withStatistics(int images, int batch) {
    List<Integer> all = new ArrayList<>(sets);
    all.add(images);
    return new Workload(training, inference, sizes(images, batch), all);
  }

  private static List<Integer> sizes(int images, int batch) {
    List<Integer> sizes = new ArrayList<>();
    if (images >= batch) {
      sizes.add(batch);
    }
    if (images % batch > 0) {
      sizes.add(images % batch);
    }
    return sizes;
  }
}
