package io.proxynas.engine.check;

import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import java.util.random.RandomGenerator;

/**
 * The speed of a back end in a fixed piece of work: the gradient of a ConvNet of three blocks and
 * 64 filters on 64 images of (3, 32, 32), on one thread. Forward and backward count three times the
 * forward pass's operations.
 */
final class Pace {

  private static final ImageShape SHAPE = new ImageShape(3, 32, 32);
  private static final int CLASSES = 10;
  private static final int BATCH = 64;
  private static final int PASSES = 3;
  private static final int FEWEST = 2;
  private static final int MOST = 100;
  private static final double SECONDS = 0.4;

  private final Backend backend;

  Pace(Backend backend) {
    this.backend = backend;
  }

  /**
   * 10⁹ floating-point operations a second in the fastest of some steps, which the fewest others
   * have disturbed, after one that compiles.
   */
  double gigaflops() {
    float[] images = new float[BATCH * SHAPE.size()];
    RandomGenerator random = new Seed(1).generator();
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    int[] labels = new int[BATCH];
    try (Network network =
        Network.compile(ConvNet.ofWidth(64).configuration(SHAPE, CLASSES, 1), SHAPE, backend)) {
      network.initialize(new Seed(1).generator());
      float[] gradient = new float[(int) network.parameters()];
      network.weightGradient(images, labels, BATCH, gradient);
      double fastest = Double.POSITIVE_INFINITY;
      double all = 0;
      for (int steps = 0; steps < FEWEST || all < SECONDS && steps < MOST; steps++) {
        long start = System.nanoTime();
        network.weightGradient(images, labels, BATCH, gradient);
        double seconds = (System.nanoTime() - start) / 1e9;
        fastest = Math.min(fastest, seconds);
        all += seconds;
      }
      return (double) PASSES * BATCH * network.flops() / fastest / 1e9;
    }
  }
}
