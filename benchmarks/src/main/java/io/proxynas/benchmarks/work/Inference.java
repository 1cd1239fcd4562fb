package io.proxynas.benchmarks.work;

import io.proxynas.engine.Network;
import java.util.ArrayList;
import java.util.List;

/** Predictions of the engine for a number of images a round. */
public final class Inference implements MeasuredWork {

  private final int images;
  private final int batch;
  private final Network network;
  private final List<float[]> batches = new ArrayList<>();
  private final float[] predictions;

  /**
   * @param images a round; a multiple of the batch
   * @param batch images at once
   */
  public Inference(Subject subject, int images, int batch) {
    this.images = images;
    this.batch = batch;
    network = subject.compile();
    for (int from = 0; from < images; from += batch) {
      batches.add(RandomImages.pixels(subject.input(), batch));
    }
    predictions = new float[batch * network.classes()];
  }

  @Override
  public long parameters() {
    return network.parameters();
  }

  @Override
  public long flops() {
    return images * network.flops();
  }

  /** The sum of the first image's probabilities of each batch, over the batches. */
  @Override
  public double round() {
    double sum = 0;
    for (float[] pixels : batches) {
      network.infer(pixels, batch, predictions);
      for (int c = 0; c < network.classes(); c++) {
        sum += predictions[c];
      }
    }
    return sum / batches.size();
  }

  @Override
  public void close() {
    network.close();
  }
}
