package io.proxynas.nas.space.nasbench201;

import io.proxynas.engine.Worded;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.Stack;

/** What an edge of a cell does, in the benchmark's words; all keep the shape. */
enum CellOperation implements Worded {
  /** Gives zeros. */
  NONE("none", 0),
  /** Gives its input. */
  SKIP_CONNECT("skip_connect", 0),
  /** ReLU, 1x1 convolution, batch normalization. */
  CONVOLUTION_1X1("nor_conv_1x1", 1),
  /** ReLU, 3x3 convolution, batch normalization. */
  CONVOLUTION_3X3("nor_conv_3x3", 3),
  /** The mean of 3x3 pixels, without padding. */
  AVERAGE_POOLING_3X3("avg_pool_3x3", 0);

  private final String word;
  private final int kernel;

  CellOperation(String word, int kernel) {
    this.word = word;
    this.kernel = kernel;
  }

  /** As in the benchmark's strings. */
  @Override
  public String word() {
    return word;
  }

  /** Weights of the operation for one pair of channels, which tells what it costs. */
  int weights() {
    return kernel * kernel;
  }

  /** Puts the operation onto the stack. {@link #NONE} is for the cell to leave out. */
  void addTo(Stack stack, int channels) {
    switch (this) {
      case NONE -> throw new IllegalStateException("an edge of zeros is left out of the sum");
      case SKIP_CONNECT -> stack.identity();
      case CONVOLUTION_1X1, CONVOLUTION_3X3 -> addConvolution(stack, channels, kernel, 1);
      case AVERAGE_POOLING_3X3 -> stack.smoothing();
    }
  }

  /** ReLU, convolution without bias, batch normalization. */
  static void addConvolution(Stack stack, int channels, int kernel, int stride) {
    stack
        .relu()
        .plainConvolution(channels, kernel, stride, kernel / 2)
        .normalization(Normalization.BATCH);
  }
}
