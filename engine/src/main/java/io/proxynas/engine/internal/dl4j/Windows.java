package io.proxynas.engine.internal.dl4j;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Window;
import io.proxynas.engine.layer.UnsupportedLayerException;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.jspecify.annotations.Nullable;

/** DL4J's kernels, strides, paddings and modes as windows. */
final class Windows {

  private Windows() {}

  static Window of(Node node, ConvolutionLayer layer, ImageShape input) {
    Frame frame = new Frame(node, layer.getConvolutionMode(), input);
    return frame.window(
        layer.getKernelSize(), layer.getStride(), layer.getDilation(), layer.getPadding());
  }

  static Window of(Node node, SubsamplingLayer layer, ImageShape input) {
    Frame frame = new Frame(node, layer.getConvolutionMode(), input);
    return frame.window(
        layer.getKernelSize(), layer.getStride(), layer.getDilation(), layer.getPadding());
  }

  /** How the window lies over an image. */
  private record Frame(Node node, @Nullable ConvolutionMode mode, ImageShape input) {

    /** Each array has the value for rows, then for columns. */
    Window window(int[] kernel, int[] stride, int[] dilation, int[] padding) {
      if (mode == ConvolutionMode.Same) {
        return new Window(
            same(input.height(), kernel[0], stride[0], dilation[0]),
            same(input.width(), kernel[1], stride[1], dilation[1]));
      }
      Unsupported.require(
          node,
          mode == ConvolutionMode.Truncate || mode == ConvolutionMode.Strict || mode == null,
          "convolution mode " + mode);
      requireFits(kernel[0], dilation[0], padding[0], input.height());
      requireFits(kernel[1], dilation[1], padding[1], input.width());
      return new Window(
          new Axis(kernel[0], stride[0], dilation[0], padding[0], padding[0]),
          new Axis(kernel[1], stride[1], dilation[1], padding[1], padding[1]));
    }

    private void requireFits(int kernel, int dilation, int padding, int length) {
      int extent = (kernel - 1) * dilation + 1;
      if (extent > length + 2 * padding) {
        throw new UnsupportedLayerException(
            "a window must fit into its padded image, but layer %s slides %d pixels over an image of %s"
                .formatted(node.name(), extent, input));
      }
    }

    /** The output is ⌈input / stride⌉ long; the odd pixel of padding goes to the end. */
    private static Axis same(int input, int kernel, int stride, int dilation) {
      int output = (input + stride - 1) / stride;
      int extent = (kernel - 1) * dilation + 1;
      int total = Math.max(0, (output - 1) * stride + extent - input);
      return new Axis(kernel, stride, dilation, total / 2, total - total / 2);
    }
  }
}
