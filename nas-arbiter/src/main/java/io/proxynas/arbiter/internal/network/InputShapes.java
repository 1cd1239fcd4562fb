package io.proxynas.arbiter.internal.network;

import io.proxynas.engine.architecture.ImageShape;
import java.util.Optional;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.jspecify.annotations.Nullable;

/** What images a space is made for. */
public final class InputShapes {

  private InputShapes() {}

  /**
   * The shape that a space names for its images; empty where it names none.
   *
   * @throws IllegalArgumentException if it wants channels last, sequences or several inputs
   */
  public static Optional<ImageShape> of(BaseNetworkSpace<?> space) {
    if (space instanceof MultiLayerSpace chain) {
      return of((InputType) fixed(chain.getInputType()));
    }
    if (space instanceof ComputationGraphSpace graph
        && fixed(graph.getInputTypes()) instanceof InputType[] types) {
      if (types.length != 1) {
        throw new IllegalArgumentException(
            "a space must have 1 input of images, but has %d, which is not supported"
                .formatted(types.length));
      }
      return of(types[0]);
    }
    return Optional.empty();
  }

  private static @Nullable Object fixed(@Nullable ParameterSpace<?> space) {
    return space instanceof FixedValue<?> value ? value.getValue() : null;
  }

  private static Optional<ImageShape> of(@Nullable InputType type) {
    if (type instanceof InputType.InputTypeConvolutionalFlat flat) {
      return Optional.of(shape(flat.getDepth(), flat.getHeight(), flat.getWidth()));
    }
    if (type instanceof InputType.InputTypeConvolutional image) {
      if (image.getFormat() != CNN2DFormat.NCHW) {
        throw new IllegalArgumentException(
            "images must have their channels first, but the space wants "
                + image.getFormat()
                + ", which is not supported");
      }
      return Optional.of(shape(image.getChannels(), image.getHeight(), image.getWidth()));
    }
    if (type == null || type instanceof InputType.InputTypeFeedForward) {
      return Optional.empty();
    }
    throw new IllegalArgumentException(
        "a space must be made for images, but its input is %s, which is not supported"
            .formatted(type));
  }

  static ImageShape shape(long channels, long height, long width) {
    return new ImageShape(
        Math.toIntExact(channels), Math.toIntExact(height), Math.toIntExact(width));
  }

  /** Refuses a network that is not made for a number of classes. */
  static void requireClasses(ComputationGraphConfiguration graph, int classes) {
    String output = graph.getNetworkOutputs().get(0);
    if (graph.getVertices().get(output) instanceof LayerVertex layer
        && layer.getLayerConf().getLayer() instanceof BaseOutputLayer last
        && last.getNOut() != classes) {
      throw new IllegalArgumentException(
          "the space must be made for %d classes, but its output has %d values"
              .formatted(classes, last.getNOut()));
    }
  }
}
