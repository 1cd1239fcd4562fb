package io.proxynas.benchmarks.work;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A small MobileNetV2 (Sandler et al., CVPR 2018, arXiv 1801.04381, section 3.3): a 3x3 stem,
 * inverted residual blocks, global average pooling, one dense softmax layer. Convolutions have no
 * bias; each is followed by batch normalisation and, but for the last of a block, by ReLU6.
 *
 * @param stem filters of the stem
 * @param expansion of the channels within a block
 * @param blocks one after the other
 */
public record InvertedResidualNet(int stem, int expansion, List<Block> blocks)
    implements Architecture {

  /** Four blocks. */
  static final InvertedResidualNet SMALL =
      new InvertedResidualNet(
          32, 3, List.of(new Block(64, 2), new Block(64, 1), new Block(128, 2), new Block(128, 1)));

  /** A block; with a residual where the shapes agree. */
  public record Block(int filters, int stride) {}

  @Override
  public String id() {
    return "inverted-residual-net";
  }

  @Override
  public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .weightInit(WeightInit.RELU)
            .activation(Activation.IDENTITY)
            .graphBuilder()
            .addInputs("image");
    String last = activated(graph, "stem", convolution(stem, 3, 1), "image");
    int filters = stem;
    for (int i = 0; i < blocks.size(); i++) {
      last = block(graph, "block" + (i + 1), last, filters, blocks.get(i));
      filters = blocks.get(i).filters();
    }
    return graph
        .addLayer("pooling", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), last)
        .addLayer(
            "output",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build(),
            "pooling")
        .setOutputs("output")
        .setInputTypes(InputType.convolutional(input.height(), input.width(), input.channels()))
        .build();
  }

  /** Expand, filter each channel, project. */
  private String block(GraphBuilder graph, String name, String input, int in, Block its) {
    int middle = expansion * in;
    String expanded = activated(graph, name + "-expand", convolution(middle, 1, 1), input);
    DepthwiseConvolution2D depthwise =
        new DepthwiseConvolution2D.Builder(3, 3)
            .stride(its.stride(), its.stride())
            .padding(1, 1)
            .depthMultiplier(1)
            .nOut(middle)
            .hasBias(false)
            .build();
    String filtered = activated(graph, name + "-filter", depthwise, expanded);
    String projected =
        normalized(graph, name + "-project", convolution(its.filters(), 1, 1), filtered);
    if (in != its.filters() || its.stride() != 1) {
      return projected;
    }
    String sum = name + "-sum";
    graph.addVertex(sum, new ElementWiseVertex(ElementWiseVertex.Op.Add), input, projected);
    return sum;
  }

  private static String activated(
      GraphBuilder graph, String name, ConvolutionLayer convolution, String input) {
    String activation = name + "-relu6";
    graph.addLayer(
        activation,
        new ActivationLayer(Activation.RELU6),
        normalized(graph, name, convolution, input));
    return activation;
  }

  private static String normalized(
      GraphBuilder graph, String name, ConvolutionLayer convolution, String input) {
    String normalization = name + "-norm";
    graph.addLayer(name, convolution, input);
    graph.addLayer(normalization, new BatchNormalization(), name);
    return normalization;
  }

  private static ConvolutionLayer convolution(int filters, int kernel, int stride) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .stride(stride, stride)
        .padding(kernel / 2, kernel / 2)
        .nOut(filters)
        .hasBias(false)
        .build();
  }
}
