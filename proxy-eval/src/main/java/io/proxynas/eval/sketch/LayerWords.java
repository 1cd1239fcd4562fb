package io.proxynas.eval.sketch;

import io.proxynas.engine.layer.GroupNormalization;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/** What DL4J's layers are called for people. */
final class LayerWords {

  private LayerWords() {}

  /** What a vertex does. */
  static String of(GraphVertex vertex) {
    if (vertex instanceof LayerVertex layer) {
      return layer(layer.getLayerConf().getLayer());
    }
    if (vertex instanceof ElementWiseVertex each) {
      return switch (each.getOp()) {
        case Add -> "sum";
        case Subtract -> "difference";
        case Product -> "product";
        case Average -> "mean";
        case Max -> "larger of both";
      };
    }
    return vertex instanceof MergeVertex ? "put together" : plain(vertex, "Vertex");
  }

  private static String layer(Layer layer) {
    List<String> words = new ArrayList<>();
    words.add(kind(layer));
    if (layer instanceof BaseLayer base && !isIdentity(base.getActivationFn())) {
      words.add(activation(base.getActivationFn()));
    }
    return String.join(", ", words);
  }

  private static String kind(Layer layer) {
    if (layer instanceof ConvolutionLayer convolution) {
      return convolution(convolution);
    }
    if (layer instanceof SubsamplingLayer pooling) {
      return pooling(pooling.getPoolingType()) + " pooling " + window(pooling.getKernelSize());
    }
    if (layer instanceof GlobalPoolingLayer pooling) {
      return pooling(pooling.getPoolingType()) + " of each channel";
    }
    if (layer instanceof BatchNormalization) {
      return "batch norm";
    }
    if (layer instanceof GroupNormalization norm) {
      return normalization(norm);
    }
    if (layer instanceof ActivationLayer activation) {
      return isIdentity(activation.getActivationFn())
          ? "unchanged"
          : activation(activation.getActivationFn());
    }
    return layer instanceof FeedForwardLayer dense
        ? text("%s, %,d outputs", plain(layer, "Layer"), dense.getNOut())
        : plain(layer, "Layer");
  }

  private static String convolution(ConvolutionLayer layer) {
    int stride = layer.getStride()[0];
    return text(
        "%s %s, %,d filter%s%s",
        layer instanceof DepthwiseConvolution2D ? "depthwise convolution" : "convolution",
        window(layer.getKernelSize()),
        layer.getNOut(),
        layer.getNOut() == 1 ? "" : "s",
        stride == 1 ? "" : ", stride " + stride);
  }

  private static String normalization(GroupNormalization norm) {
    int groups = norm.groupsOfChannels();
    return groups == 1
        ? "layer norm"
        : groups == norm.getNOut() ? "instance norm" : text("group norm, %d groups", groups);
  }

  private static String pooling(PoolingType type) {
    return type == PoolingType.AVG ? "average" : type.name().toLowerCase(Locale.ROOT);
  }

  private static String window(int[] size) {
    return size[0] + " × " + size[1];
  }

  private static boolean isIdentity(IActivation function) {
    return function == null || function instanceof ActivationIdentity;
  }

  private static String activation(IActivation function) {
    if (function instanceof ActivationReLU) {
      return "ReLU";
    }
    return function instanceof ActivationLReLU
        ? "leaky ReLU"
        : plain(function, "").replaceFirst("^activation ", "");
  }

  /** As in {@code global pooling} for a {@code GlobalPoolingLayer}, {@code tanh} for TanH. */
  private static String plain(Object object, String end) {
    String name = object.getClass().getSimpleName();
    String start = name.endsWith(end) ? name.substring(0, name.length() - end.length()) : name;
    return start
        .replaceAll("(?<=[a-z])(?=[A-Z][A-Za-z])|(?<=[0-9])(?=[A-Z][a-z])", " ")
        .toLowerCase(Locale.ROOT);
  }

  /** Channels, height and width, or the number of values. */
  static String shape(InputType type) {
    if (type instanceof InputType.InputTypeConvolutional image) {
      return text("%d × %d × %d", image.getChannels(), image.getHeight(), image.getWidth());
    }
    return text("%,d", type.arrayElementsPerExample());
  }

  private static String text(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
