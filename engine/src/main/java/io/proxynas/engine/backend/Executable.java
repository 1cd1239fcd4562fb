package io.proxynas.engine.backend;

/**
 * A program for one batch size and one {@link Pass}: buffers and operations made once, no tensor
 * allocated a step, unless the library makes tensors itself; then those of a step are freed by the
 * next one. Used by one thread at a time. All native memory is freed by {@link #close}.
 */
public interface Executable extends AutoCloseable {

  /** Takes the weights over from the flat vector, after they have changed. */
  void load();

  /**
   * In {@link Pass#PIXEL_GRADIENT}: lets ReLUs keep the slopes of the last forward pass, or take
   * them anew with each.
   */
  void holdGates(boolean hold);

  /**
   * Runs forward.
   *
   * @param images (batch, C, H, W)
   * @param offset of the first value in {@code images}
   * @param into receives the logits (batch, classes) or the embedding (batch, C, H, W)
   * @param intoOffset of the first value in {@code into}
   */
  void forward(float[] images, int offset, float[] into, int intoOffset);

  /**
   * Runs backward from the last forward; the parameters' gradients land in the flat vector.
   *
   * @param gradient of the loss with respect to the result of {@link #forward}
   * @param offset of the first value in {@code gradient}
   * @throws IllegalStateException if the pass has no backward
   */
  void backward(float[] gradient, int offset);

  /**
   * After {@link #backward} of a pass with pixel gradients: the gradient of the loss with respect
   * to the images.
   *
   * @param into receives (batch, C, H, W)
   * @param offset of the first value in {@code into}
   * @throws IllegalStateException if the pass has no gradient of the pixels
   */
  void pixelGradient(float[] into, int offset);

  /**
   * After {@link #forward}: what an activation gave.
   *
   * @param step of the activation; results of other steps may have been overwritten
   * @param into receives (batch, values of one image), the latter in an order of the back end's
   */
  void activation(int step, float[] into);

  @Override
  void close();
}
