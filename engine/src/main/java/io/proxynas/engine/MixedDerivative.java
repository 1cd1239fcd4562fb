package io.proxynas.engine;

/**
 * The derivative of a network's loss with respect to weights and pixels, once each, without any
 * second-order differentiation: for a direction v of the weights θ,
 *
 * <pre>
 *   ∂⟨v, ∂L/∂θ⟩/∂x = d/dε ∂L/∂x (θ + εv)  ≈  [∂L/∂x (θ + εv) − ∂L/∂x (θ − εv)] / 2ε
 * </pre>
 *
 * <p>ReLUs keep the slope that they have at θ, as automatic differentiation takes it for constant:
 * otherwise each one that changes its state between the two points would add a jump divided by 2ε.
 * Maximum pooling and clipped ReLU have such jumps, so their result is noisy. Statistics are the
 * batch's own, and nothing is dropped. Used by one thread at a time, the network's.
 */
public final class MixedDerivative {

  /**
   * ‖εv‖ / ‖θ‖. The error of the difference falls with its square, that of float32's rounding grows
   * with its inverse; they meet here (GradientBatchGoldenTest).
   */
  private static final double STEP = 2e-3;

  private final Network network;
  private final int imageSize;
  private final float[] weights;
  private final float[] moved;
  private final float[] below;

  /**
   * @param count the most images at a time
   */
  public MixedDerivative(Network network, int count) {
    this.network = network;
    imageSize = network.input().size();
    weights = new float[(int) network.parameters()];
    moved = new float[weights.length];
    below = new float[count * imageSize];
  }

  /**
   * The derivative of the mean loss; the network is left as it was.
   *
   * @param images (count, C, H, W)
   * @param labels classes of the images
   * @param direction of the weights, in the order of {@link Network#readParameters}
   * @param into receives (count, C, H, W); zero where the direction is
   */
  public void along(float[] direction, float[] images, int[] labels, int count, float[] into) {
    network.readParameters(weights);
    double length = norm(direction);
    double step = length == 0 ? 1 : STEP * norm(weights) / length;
    network.holdGates(images, count);
    move(step, direction);
    network.lossPixelGradient(images, labels, count, into);
    move(-step, direction);
    network.lossPixelGradient(images, labels, count, below);
    network.releaseGates(count);
    network.writeParameters(weights);
    float scale = (float) (1 / (2 * step));
    for (int i = 0; i < count * imageSize; i++) {
      into[i] = scale * (into[i] - below[i]);
    }
  }

  private void move(double step, float[] direction) {
    for (int i = 0; i < weights.length; i++) {
      moved[i] = (float) (weights[i] + step * direction[i]);
    }
    network.writeParameters(moved);
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
