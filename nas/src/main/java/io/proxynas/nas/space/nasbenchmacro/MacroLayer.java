package io.proxynas.nas.space.nasbenchmacro;

import io.proxynas.engine.Worded;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.Stack;

/** A layer of a network, by the digit that is its ordinal number. */
enum MacroLayer implements Worded {
  /** Its input; where the shape changes, a 1x1 convolution with batch normalization. */
  IDENTITY(0, 1),
  /** An inverted residual block: 3x3, the channels three times as many inside. */
  MBCONV_3X3(3, 3),
  /** An inverted residual block: 5x5, the channels six times as many inside. */
  MBCONV_5X5(6, 5);

  private final int expansion;
  private final int kernel;

  MacroLayer(int expansion, int kernel) {
    this.expansion = expansion;
    this.kernel = kernel;
  }

  /**
   * Puts the layer onto the stack.
   *
   * @param channels of the values on top
   * @param filters of the layer
   * @param stride 1 or 2
   */
  void addTo(Stack stack, int channels, int filters, int stride) {
    boolean keepsShape = channels == filters && stride == 1;
    if (this != IDENTITY) {
      addBlock(stack, channels, filters, stride, keepsShape);
    } else if (!keepsShape) {
      stack.plainConvolution(filters, 1, stride, 0).normalization(Normalization.BATCH);
    }
  }

  private void addBlock(Stack stack, int channels, int filters, int stride, boolean keepsShape) {
    String input = stack.top();
    int inside = expansion * channels;
    stack.plainConvolution(inside, 1, 1, 0).normalization(Normalization.BATCH).relu();
    stack.depthwiseConvolution(inside, kernel, stride).normalization(Normalization.BATCH).relu();
    stack.plainConvolution(filters, 1, 1, 0).normalization(Normalization.BATCH);
    if (keepsShape) {
      stack.plus(input);
    }
  }
}
