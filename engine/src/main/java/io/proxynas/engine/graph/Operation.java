package io.proxynas.engine.graph;

import io.proxynas.engine.architecture.ImageShape;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One tensor operation of a network, with everything it needs to know except the batch size. */
public sealed interface Operation {

  /** The shape that this operation gives for one image, from those of its inputs. */
  ImageShape output(List<ImageShape> inputs);

  /** Floating-point operations of one image's forward pass, two a multiply-add. */
  long flops(List<ImageShape> inputs);

  /** The number of inputs; empty where any number from 1 is right. */
  OptionalInt inputs();

  /** What a visitor makes of this kind of operation. */
  <R> R accept(Visitor<R> visitor);

  /**
   * A case for each kind of operation. Whoever treats all of them implements it, and does not
   * compile until it knows a new kind.
   *
   * @param <R> what is made of an operation
   */
  interface Visitor<R> {
    R visit(Sum operation);

    R visit(Product operation);

    R visit(Maximum operation);

    R visit(Broadcast operation);

    R visit(Concatenation operation);

    R visit(Convolution operation);

    R visit(BatchNormalization operation);

    R visit(GroupNormalization operation);

    R visit(Activation operation);

    R visit(Softmax operation);

    R visit(Dropout operation);

    R visit(Padding operation);

    R visit(Reshape operation);

    R visit(Pooling operation);

    R visit(Dense operation);
  }

  /** An operation of one input. */
  sealed interface OfOne extends Operation {

    @Override
    default OptionalInt inputs() {
      return OptionalInt.of(1);
    }

    /** The shape that this operation gives for one image of the given shape. */
    ImageShape output(ImageShape input);

    /** Floating-point operations of one image's forward pass, two a multiply-add. */
    long flops(ImageShape input);

    @Override
    default ImageShape output(List<ImageShape> inputs) {
      return output(inputs.get(0));
    }

    @Override
    default long flops(List<ImageShape> inputs) {
      return flops(inputs.get(0));
    }
  }

  /** A linear operation of one input. */
  sealed interface Linear extends OfOne {
    /** What the input is multiplied by. */
    Parameter weights();

    /** What is added to each output, or null for nothing. */
    @Nullable Parameter bias();
  }

  /** An operation that moves values and computes none. */
  sealed interface Move extends OfOne {
    @Override
    default long flops(ImageShape input) {
      return 0;
    }
  }

  /** An operation of one input that keeps its shape. */
  sealed interface ShapePreserving extends OfOne {
    @Override
    default ImageShape output(ImageShape input) {
      return input;
    }
  }

  /** An operation of values of equal shapes, element by element. */
  sealed interface Elementwise extends Operation {
    @Override
    default ImageShape output(List<ImageShape> inputs) {
      return inputs.get(0);
    }

    @Override
    default long flops(List<ImageShape> inputs) {
      return (long) (inputs.size() - 1) * inputs.get(0).size();
    }
  }

  /**
   * A weighted sum of its inputs.
   *
   * @param scales one an input
   */
  record Sum(List<Float> scales) implements Elementwise {
    public Sum {
      scales = List.copyOf(scales);
    }

    @Override
    public OptionalInt inputs() {
      return OptionalInt.of(scales.size());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The product of two inputs. */
  record Product() implements Elementwise {
    @Override
    public OptionalInt inputs() {
      return OptionalInt.of(2);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The larger of two inputs; where they are equal, the gradient goes to the first. */
  record Maximum() implements Elementwise {
    @Override
    public OptionalInt inputs() {
      return OptionalInt.of(2);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * The same values again and again along directions in which the input has length 1.
   *
   * @param to the shape of the result
   */
  record Broadcast(ImageShape to) implements Move {
    @Override
    public ImageShape output(ImageShape input) {
      return to;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The channels of its inputs, one after the other. */
  record Concatenation() implements Operation {
    @Override
    public OptionalInt inputs() {
      return OptionalInt.empty();
    }

    @Override
    public ImageShape output(List<ImageShape> inputs) {
      ImageShape first = inputs.get(0);
      int channels = inputs.stream().mapToInt(ImageShape::channels).sum();
      return new ImageShape(channels, first.height(), first.width());
    }

    @Override
    public long flops(List<ImageShape> inputs) {
      return 0;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Cross-correlation with zero padding.
   *
   * @param weights (out, in / groups, kernel height, kernel width)
   * @param bias (out), or null for none
   * @param window kernel, stride, dilation and padding
   * @param groups into which the channels of input and output are cut; the g-th of the input makes
   *     the g-th of the output
   */
  record Convolution(Parameter weights, @Nullable Parameter bias, Window window, int groups)
      implements Linear {
    @Override
    public ImageShape output(ImageShape input) {
      return window.output(input, weights.shape()[0]);
    }

    @Override
    public long flops(ImageShape input) {
      return 2L * weights.size() * output(input).height() * output(input).width();
    }

    /** This convolution over an image that has been padded by the window's excess before. */
    public Convolution withoutExcess() {
      return new Convolution(weights, bias, window.withoutExcess(), groups);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Batch normalisation over batch, height and width (Ioffe and Szegedy, arXiv 1502.03167,
   * algorithm 1), with running statistics for inference.
   *
   * @param gamma (channels) scale, or null where it is {@code lockedGamma}
   * @param beta (channels) shift, or null where it is {@code lockedBeta}
   * @param lockedGamma the scale of all channels where there is no parameter
   * @param lockedBeta the shift of all channels where there is no parameter
   * @param mean (channels) running mean
   * @param variance (channels) running variance
   * @param epsilon added to the variance
   * @param decay the share of the running statistics that a training step keeps
   */
  record BatchNormalization(
      @Nullable Parameter gamma,
      @Nullable Parameter beta,
      float lockedGamma,
      float lockedBeta,
      Parameter mean,
      Parameter variance,
      float epsilon,
      float decay)
      implements ShapePreserving {
    @Override
    public long flops(ImageShape input) {
      return 2L * input.size();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
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
      implements ShapePreserving {
    @Override
    public long flops(ImageShape input) {
      return 4L * input.size();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * A function of each element.
   *
   * @param function which
   * @param alpha its constant, where it has one
   */
  record Activation(Function function, float alpha) implements ShapePreserving {

    /** The element-wise functions. */
    public enum Function {
      SIGMOID,
      TANH,
      /** max(x, 0) + α·min(x, 0), of which ReLU is α = 0. */
      RELU,
      /** min(max(x, 0), α). */
      CLIPPED_RELU,
      /** x where positive, else α(eˣ − 1). */
      ELU,
      /** x·σ(αx); α = 1.702 is the usual approximation of GELU. */
      SWISH,
      /** x/2·(1 + tanh(√(2/π)(x + 0.044715x³))) (Hendrycks and Gimpel, arXiv 1606.08415). */
      GELU
    }

    /** A function without a constant. */
    public Activation(Function function) {
      this(function, 0);
    }

    /** Whether this is piecewise linear and positive where its input is: a ReLU of any kind. */
    public boolean rectifies() {
      return function == Function.RELU || function == Function.CLIPPED_RELU;
    }

    /** Whether this is a product with a slope that can be held: ReLU, leaky or not. */
    public boolean isGate() {
      return function == Function.RELU;
    }

    /** Whether this is max(x, 0). */
    public boolean isRelu() {
      return function == Function.RELU && alpha == 0;
    }

    @Override
    public long flops(ImageShape input) {
      return input.size();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Softmax over the channels of one pixel. */
  record Softmax() implements ShapePreserving {
    @Override
    public long flops(ImageShape input) {
      return 3L * input.size();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * In training, keeps each value with a probability and divides it by that, and makes the others
   * zero (Srivastava et al., JMLR 15, 2014, "inverted"); otherwise does nothing.
   *
   * @param retain the probability of keeping, in (0, 1]
   */
  record Dropout(double retain) implements ShapePreserving {
    @Override
    public long flops(ImageShape input) {
      return input.size();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Zeros around an image; the window only pads. */
  record Padding(Window window) implements Move {
    @Override
    public ImageShape output(ImageShape input) {
      return window.output(input, input.channels());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The same values in the order channel, row, column, under another shape of the same size. */
  record Reshape(ImageShape to) implements Move {
    @Override
    public ImageShape output(ImageShape input) {
      return to;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Maximum or mean of a window. */
  record Pooling(Kind kind, Window window) implements OfOne {

    /** What a window becomes. */
    public enum Kind {
      MAX,
      /** The mean of the pixels of the image, without padding. */
      AVERAGE,
      /** The mean that counts zeros of the padding. */
      AVERAGE_WITH_PADDING
    }

    @Override
    public ImageShape output(ImageShape input) {
      return window.output(input, input.channels());
    }

    @Override
    public long flops(ImageShape input) {
      return (long) output(input).size() * window.area();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * A linear layer over the flattened image, in the order channel, row, column.
   *
   * @param weights (out, in)
   * @param bias (out), or null for none
   */
  record Dense(Parameter weights, @Nullable Parameter bias) implements Linear {
    @Override
    public ImageShape output(ImageShape input) {
      return new ImageShape(weights.shape()[0], 1, 1);
    }

    @Override
    public long flops(ImageShape input) {
      return 2L * weights.size();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }
}
