package io.proxynas.benchmarks.work;

import io.proxynas.engine.Network;
import io.proxynas.engine.Sgd;
import java.util.ArrayList;
import java.util.List;

/** One epoch of training by the engine a round: forward, loss, backward, momentum step. */
public final class TrainingEpoch implements MeasuredWork {

  /** Images of one epoch. */
  public static final int IMAGES = 512;

  private static final Sgd SGD = new Sgd(0.01, 0.9, 0);

  private final Subject subject;
  private final int batch;
  private final Network network;
  private final List<float[]> batches = new ArrayList<>();
  private final int[] labels = RandomImages.labels(IMAGES);

  /**
   * @param batch images a step; divides {@link #IMAGES}
   */
  public TrainingEpoch(Subject subject, int batch) {
    this.subject = subject;
    this.batch = batch;
    network = subject.compile();
    for (int from = 0; from < IMAGES; from += batch) {
      batches.add(RandomImages.pixels(subject.input(), batch));
    }
  }

  @Override
  public long parameters() {
    return network.parameters();
  }

  /** Of the first layer, the images' gradient is not needed. */
  @Override
  public long flops() {
    return IMAGES * (3 * network.flops() - subject.firstFlops());
  }

  /** The mean loss. */
  @Override
  public double round() {
    double loss = 0;
    for (int i = 0; i < batches.size(); i++) {
      loss += network.train(batches.get(i), labels, i * batch, batch, SGD);
    }
    return loss / IMAGES;
  }

  @Override
  public void close() {
    network.close();
  }
}
