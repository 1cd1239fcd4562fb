package io.proxynas.engine.check;

import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.internal.interpret.DualInterpreter;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * A small network by a back end beside the interpreter, which runs it in double precision.
 *
 * <p>A gradient is checked by the slope of the loss along itself: where g is right, a step d along
 * it changes the interpreter's loss by g·d, and a wrong part of g makes that another number. Each
 * parameter tensor has a slope of its own, so a small gradient is not lost in a large one.
 */
final class Accuracy {

  private static final ConvNet NET =
      new ConvNet(2, 6, Activation.SIGMOID, Normalization.NONE, Pooling.AVERAGE);
  private static final ImageShape SHAPE = new ImageShape(2, 8, 8);
  private static final int CLASSES = 3;
  private static final int[] LABELS = {0, 1, 2, 1};

  /** By how much half a step along a gradient changes the loss, about, in nats. */
  private static final double CHANGE = 1e-5;

  private final Backend backend;
  private final float[] images = new float[LABELS.length * SHAPE.size()];

  Accuracy(Backend backend) {
    this.backend = backend;
    RandomGenerator random = new Seed(1).child("images").generator();
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
  }

  SelfTest.Errors errors() {
    try (Network network = Network.compile(NET.configuration(SHAPE, CLASSES, 1), SHAPE, backend)) {
      network.initialize(new Seed(1).child("weights").generator());
      return new SelfTest.Errors(outputs(network), weights(network), pixels(network));
    }
  }

  private double outputs(Network network) {
    float[] computed = new float[LABELS.length * CLASSES];
    network.infer(images, LABELS.length, computed);
    float[] weights = network.snapshot();
    double worst = 0;
    for (int image = 0; image < LABELS.length; image++) {
      double[] expected = probabilities(network, weights, images, image);
      for (int c = 0; c < CLASSES; c++) {
        double error = Math.abs(computed[image * CLASSES + c] - expected[c]) / expected[c];
        worst = Math.max(worst, error);
      }
    }
    return worst;
  }

  private double weights(Network network) {
    float[] gradient = new float[(int) network.parameters()];
    network.weightGradient(images, LABELS, LABELS.length, gradient);
    double worst = 0;
    for (Parameter parameter : network.layout()) {
      float[] part = new float[network.snapshot().length];
      int from = parameter.offset();
      System.arraycopy(gradient, from, part, from, parameter.size());
      worst = Math.max(worst, error(network.snapshot(), part, at -> loss(network, at, images)));
    }
    return worst;
  }

  private double pixels(Network network) {
    float[] gradient = new float[images.length];
    network.lossPixelGradient(images, LABELS, LABELS.length, gradient);
    float[] weights = network.snapshot();
    return error(images, gradient, at -> loss(network, weights, at));
  }

  /** The relative error of the change of the loss along its own gradient. */
  private static double error(float[] at, float[] gradient, ToDoubleFunction<float[]> loss) {
    double square = 0;
    for (float g : gradient) {
      square += (double) g * g;
    }
    double step = CHANGE / square;
    float[] above = moved(at, gradient, step);
    float[] below = moved(at, gradient, -step);
    double expected = 0; // of the steps as float32 has rounded them
    for (int i = 0; i < at.length; i++) {
      expected += gradient[i] * ((double) above[i] - below[i]);
    }
    double change = loss.applyAsDouble(above) - loss.applyAsDouble(below);
    return Math.abs(change - expected) / Math.abs(change);
  }

  private static float[] moved(float[] at, float[] along, double step) {
    float[] moved = at.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (step * along[i]);
    }
    return moved;
  }

  /** The mean of the images' losses, in nats. */
  private static double loss(Network network, float[] weights, float[] images) {
    double sum = 0;
    for (int image = 0; image < LABELS.length; image++) {
      sum -= Math.log(probabilities(network, weights, images, image)[LABELS[image]]);
    }
    return sum / LABELS.length;
  }

  /** Of the classes, by the interpreter. */
  private static double[] probabilities(
      Network network, float[] weights, float[] images, int image) {
    double[] pixels = new double[SHAPE.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = images[image * SHAPE.size() + i];
    }
    double[] logits = DualInterpreter.outputs(network.program(), weights, pixels).x();
    double[] probabilities = Arrays.stream(logits).map(Math::exp).toArray();
    double sum = Arrays.stream(probabilities).sum();
    return Arrays.stream(probabilities).map(p -> p / sum).toArray();
  }
}
