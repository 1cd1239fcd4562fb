package io.proxynas.nas.space.nasbench201;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.architecture.Stack;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * A network of NAS-Bench-201 (Dong and Yang, ICLR 2020, arXiv 2001.00326, section 2.1): a 3x3
 * convolution with batch normalization; three stages of equal cells, the channels doubled and the
 * image halved between them by a residual block; batch normalization, ReLU, the mean of each
 * channel and a dense softmax layer.
 *
 * @param cell of all stages
 * @param cells in a stage, at least 1, which {@link NasBench201Space} checks
 * @param channels of the first stage, at least 1, likewise
 */
record NasBench201(Cell cell, int cells, int channels) implements Architecture {

  /** Cells in a stage of the benchmark. */
  public static final int CELLS = 5;

  /** Channels of the first stage of the benchmark. */
  public static final int CHANNELS = 16;

  private static final int STAGES = 3;

  /** The benchmark's own string, followed by as in {@code -c1-w8} where the network is smaller. */
  @Override
  public String id() {
    return cell + suffix(cells, channels);
  }

  /** What tells a network of other size from the benchmark's. */
  static String suffix(int cells, int channels) {
    return cells == CELLS && channels == CHANNELS ? "" : "-c" + cells + "-w" + channels;
  }

  /**
   * Operations from which no path leads to the output are left out; for those alone the benchmark
   * counts parameters that this network does not have.
   */
  @Override
  public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
    Stack stack = new Stack(input, seed);
    stack.plainConvolution(channels, 3, 1, 1).normalization(Normalization.BATCH);
    for (int stage = 0; stage < STAGES; stage++) {
      int width = channels << stage;
      if (stage > 0) {
        addReduction(stack, width);
      }
      for (int i = 0; i < cells; i++) {
        cell.addTo(stack, width);
      }
    }
    return stack.normalization(Normalization.BATCH).relu().globalAverage().softmax(classes);
  }

  /** A residual block of stride 2 whose shortcut is average pooling and a 1x1 convolution. */
  private static void addReduction(Stack stack, int width) {
    String input = stack.top();
    CellOperation.addConvolution(stack, width, 3, 2);
    CellOperation.addConvolution(stack, width, 3, 1);
    String residual = stack.top();
    stack.from(input).averagePooling().plainConvolution(width, 1, 1, 0).plus(residual);
  }
}
