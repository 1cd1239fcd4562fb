package io.proxynas.benchmarks.micro;

import io.proxynas.benchmarks.work.RandomImages;
import io.proxynas.benchmarks.work.Subject;
import io.proxynas.engine.Network;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** One step of training and one batch of inference of a ConvNet, 64 images of 28x28. */
public class TrainingStep extends HotPath {

  private static final int BATCH = 64;
  private static final Sgd SGD = new Sgd(0.01, 0.9, 0);

  @Param({"16", "32", "128"})
  int width;

  @Param({"BATCH", "INSTANCE"})
  Normalization normalization;

  private final int[] labels = RandomImages.labels(BATCH);
  private Network network;
  private float[] images;
  private float[] predictions;

  /** Compiles the network. */
  @Setup
  public void compile() {
    Subject subject = Subject.convNet(width, normalization);
    network = subject.compile();
    images = RandomImages.pixels(subject.input(), BATCH);
    predictions = new float[BATCH * RandomImages.CLASSES];
  }

  /** Forward, loss, backward, momentum step. */
  @Benchmark
  public double train() {
    return network.train(images, labels, 0, BATCH, SGD);
  }

  /** Forward with running statistics. */
  @Benchmark
  public float[] infer() {
    network.infer(images, BATCH, predictions);
    return predictions;
  }

  /** Frees the network. */
  @TearDown
  public void close() {
    network.close();
  }
}
