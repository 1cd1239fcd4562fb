package io.proxynas.engine.graph;

import io.proxynas.engine.architecture.ImageShape;

/** One tensor operation of a network, with everything it needs to know except the batch size. */
public sealed interface Operation {

  /** The shape that this operation gives for one image of the given shape. */
  ImageShape output(ImageShape input);

  /** Floating-point operations of one image's forward pass, two a multiply-add. */
  long flops(ImageShape input);

  /**
   * Cross-correlation with zero padding.
   *
   * @param weights (out, in, kernel height, kernel width)
   * @param bias (out)
   * @param window kernel, stride and padding
   */
  record Convolution(Parameter weights, Parameter bias, Window window) implements Operation {
    @Override
    public ImageShape output(ImageShape input) {
      return window.output(input, weights.shape()[0]);
    }

    @Override
    public long flops(ImageShape input) {
      return 2L * weights.size() * output(input).height() * output(input).width();
    }
  }

  /**
   * Batch normalisation over batch, height and width (Ioffe and Szegedy, arXiv 1502.03167,
   * algorithm 1), with running statistics for inference.
   *
   * @param gamma (channels) scale
   * @param beta (channels) shift
   * @param mean (channels) running mean
   * @param variance (channels) running variance
   * @param epsilon added to the variance
   * @param decay the share of the running statistics that a training step keeps
   */
  record BatchNormalization(
      Parameter gamma,
      Parameter beta,
      Parameter mean,
      Parameter variance,
      float epsilon,
      float decay)
      implements Operation {
    @Override
    public ImageShape output(ImageShape input) {
      return input;
    }

    @Override
    public long flops(ImageShape input) {
      return 2L * input.size();
    }
  }

  /**
   * Normalisation over groups of channels of one image (Wu and He, arXiv 1803.08494, equation 7);
   * one group is layer normalisation, one channel a group is instance normalisation.
   *
   * @param gamma (channels) scale
   * @param beta (channels) shift
   * @param groups number of groups, a divisor of the channels
   * @param epsilon added to the variance
   */
  record GroupNormalization(Parameter gamma, Parameter beta, int groups, float epsilon)
      implements Operation {
    @Override
    public ImageShape output(ImageShape input) {
      return input;
    }

    @Override
    public long flops(ImageShape input) {
      return 4L * input.size();
    }
  }

  /** A function of each element. */
  record Activation(Function function) implements Operation {

    /** The element-wise functions. */
    public enum Function {
      SIGMOID,
      RELU,
      /** max(x, 0.01 x), as DL4J's and PyTorch's default. */
      LEAKY_RELU
    }

    @Override
    public ImageShape output(ImageShape input) {
      return input;
    }

    @Override
    public long flops(ImageShape input) {
      return input.size();
    }
  }

  /** Maximum or mean of a window; the mean does not count padding. */
  record Pooling(Kind kind, Window window) implements Operation {

    /** What a window becomes. */
    public enum Kind {
      MAX,
      AVERAGE
    }

    @Override
    public ImageShape output(ImageShape input) {
      return window.output(input, input.channels());
    }

    @Override
    public long flops(ImageShape input) {
      return (long) output(input).size() * window.kernelHeight() * window.kernelWidth();
    }
  }

  /**
   * A linear layer over the flattened image, in the order channel, row, column.
   *
   * @param weights (out, in)
   * @param bias (out)
   */
  record Dense(Parameter weights, Parameter bias) implements Operation {
    @Override
    public ImageShape output(ImageShape input) {
      return new ImageShape(weights.shape()[0], 1, 1);
    }

    @Override
    public long flops(ImageShape input) {
      return 2L * weights.size();
    }
  }
}
