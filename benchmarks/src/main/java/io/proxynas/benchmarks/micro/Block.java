package io.proxynas.benchmarks.micro;

import io.proxynas.benchmarks.work.RandomImages;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Executable;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.internal.dl4j.Definition;
import io.proxynas.engine.internal.dl4j.Translator;
import io.proxynas.engine.internal.onednn.OneDnnBackend;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The blocks of a ConvNet of width 128 on 64 grey images, forward and backward. The convolution of
 * the first block has one channel only, so that depth 1 is normalisation, activation and pooling
 * for the most part, and without normalisation the latter two; what depth 2 takes more is a whole
 * convolution block on images of 16x16.
 */
public class Block extends HotPath {

  private static final int BATCH = 64;
  private static final ImageShape SHAPE = new ImageShape(1, 28, 28);

  @Param({"1", "2"})
  int depth;

  @Param({"NONE", "BATCH", "INSTANCE"})
  Normalization normalization;

  private Executable executable;
  private float[] images;
  private float[] logits;

  /** Compiles the network, and runs it once forward. */
  @Setup
  public void compile() {
    ConvNet network = new ConvNet(depth, 128, Activation.RELU, normalization, Pooling.AVERAGE);
    Definition definition = Definition.of(network.configuration(SHAPE, RandomImages.CLASSES, 1));
    Program program = Translator.translate(definition, SHAPE);
    float[] weights = new float[program.size()];
    Arrays.fill(weights, 0.01f);
    float[] gradients = new float[program.trainable()];
    NetworkState state = new NetworkState(weights, gradients, () -> 1);
    executable = new OneDnnBackend().compile(program, BATCH, Pass.TRAIN, state);
    executable.load();
    images = RandomImages.pixels(SHAPE, BATCH);
    logits = new float[BATCH * RandomImages.CLASSES];
    forward();
  }

  /** To the logits, by the batch's statistics. */
  @Benchmark
  public float[] forward() {
    executable.forward(images, 0, logits, 0);
    return logits;
  }

  /** From the logits to the gradients of all parameters. */
  @Benchmark
  public void backward() {
    executable.backward(logits, 0);
  }

  /** Frees the network. */
  @TearDown
  public void close() {
    executable.close();
  }
}
