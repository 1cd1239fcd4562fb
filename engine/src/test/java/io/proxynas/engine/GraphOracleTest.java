package io.proxynas.engine;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.layer.GroupNormalization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks with branches against DL4J. */
@OnEachBackend
class GraphOracleTest {

  @Parameter Backend backend;

  static final ImageShape SHAPE = new ImageShape(3, 8, 7);

  private static final Map<String, UnaryOperator<GraphBuilder>> GRAPHS = graphs();

  private static ConvolutionLayer convolution(int width, Activation activation) {
    return new ConvolutionLayer.Builder(3, 3)
        .convolutionMode(ConvolutionMode.Same)
        .nOut(width)
        .activation(activation)
        .build();
  }

  /** Two branches of a width, joined, then global pooling. */
  private static GraphBuilder joined(
      GraphBuilder graph, int width, ElementWiseVertex.Op operation, int branches) {
    String[] names = new String[branches];
    for (int i = 0; i < branches; i++) {
      names[i] = "branch" + i;
      graph.addLayer(names[i], convolution(width, Activation.TANH), "image");
    }
    return graph
        .addVertex("joined", new ElementWiseVertex(operation), names)
        .addLayer("last", convolution(4, Activation.TANH), "joined");
  }

  private static GraphBuilder merged(GraphBuilder graph, int first, int second) {
    return graph
        .addLayer("a", convolution(first, Activation.RELU), "image")
        .addLayer("b", convolution(second, Activation.SIGMOID), "image")
        .addVertex("joined", new MergeVertex(), "a", "b", "a")
        .addLayer("last", convolution(8, Activation.RELU), "joined");
  }

  private static GraphBuilder stem(GraphBuilder graph) {
    return graph.addLayer("stem", convolution(16, Activation.IDENTITY), "image");
  }

  /** A sum of a value, what one pooling makes of it twice, and convolutions of one activation. */
  private static GraphBuilder cell(GraphBuilder graph, String from, String to) {
    String[] terms = {from, to + "-mean", to + "-a", to + "-again", to + "-b"};
    return graph
        .addLayer(terms[1], smoothing(), from)
        .addLayer(to + "-tanh", new ActivationLayer(Activation.TANH), from)
        .addLayer(terms[2], convolution(16, Activation.IDENTITY), to + "-tanh")
        .addLayer(terms[3], smoothing(), from)
        .addLayer(to + "-tanh-again", new ActivationLayer(Activation.TANH), from)
        .addLayer(terms[4], convolution(16, Activation.IDENTITY), to + "-tanh-again")
        .addVertex(to, new ElementWiseVertex(ElementWiseVertex.Op.Add), terms);
  }

  /** Each term has the sum's gradient; the first value is a term twice. */
  private static GraphBuilder normalized(GraphBuilder graph) {
    String[] terms = {"stem", "mean", "a-norm", "b-norm", "stem"};
    return stem(graph)
        .addLayer("mean", smoothing(), "stem")
        .addLayer("a", convolution(16, Activation.IDENTITY), "stem")
        .addLayer("a-norm", new BatchNormalization(), "a")
        .addLayer("b", convolution(16, Activation.IDENTITY), "mean")
        .addLayer("b-norm", GroupNormalization.group(2), "b")
        .addVertex("last", new ElementWiseVertex(ElementWiseVertex.Op.Add), terms);
  }

  private static SubsamplingLayer smoothing() {
    return new SubsamplingLayer.Builder(PoolingType.AVG)
        .kernelSize(3, 3)
        .stride(1, 1)
        .padding(1, 1)
        .avgPoolIncludePadInDivisor(false)
        .build();
  }

  private static Map<String, UnaryOperator<GraphBuilder>> graphs() {
    Map<String, UnaryOperator<GraphBuilder>> graphs = new LinkedHashMap<>();
    graphs.put("sum of what normalizations and others give", GraphOracleTest::normalized);
    for (ElementWiseVertex.Op operation : ElementWiseVertex.Op.values()) {
      graphs.put(operation + " of 2", g -> joined(g, 16, operation, 2));
      if (operation != ElementWiseVertex.Op.Subtract) {
        graphs.put(operation + " of 3", g -> joined(g, 5, operation, 3));
      }
    }
    graphs.put("merge of whole blocks", g -> merged(g, 16, 32));
    graphs.put("merge of plain channels", g -> merged(g, 3, 5));
    graphs.put("merge across blocks", g -> merged(g, 6, 4));
    graphs.put("merge of different blocks", g -> merged(g, 8, 16));
    graphs.put(
        "residual block",
        g ->
            g.addLayer("stem", convolution(16, Activation.IDENTITY), "image")
                .addLayer("norm", new BatchNormalization(), "stem")
                .addLayer("relu", new ActivationLayer(Activation.RELU), "norm")
                .addLayer("inner", convolution(16, Activation.RELU), "relu")
                .addLayer("outer", convolution(16, Activation.IDENTITY), "inner")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "relu", "outer")
                .addLayer("last", new ActivationLayer(Activation.RELU), "sum"));
    graphs.put(
        "normalization that others read before its activation",
        g ->
            g.addLayer("stem", convolution(8, Activation.IDENTITY), "image")
                .addLayer("norm", new BatchNormalization(), "stem")
                .addLayer("relu", new ActivationLayer(Activation.RELU), "norm")
                .addLayer("sigmoid", new ActivationLayer(Activation.SIGMOID), "norm")
                .addLayer("tanh", new ActivationLayer(Activation.TANH), "sigmoid")
                .addVertex(
                    "last",
                    new ElementWiseVertex(ElementWiseVertex.Op.Product),
                    "norm",
                    "relu",
                    "tanh"));
    graphs.put(
        "residual blocks of group and instance norm",
        g ->
            g.addLayer("stem", convolution(8, Activation.IDENTITY), "image")
                .addLayer("group", GroupNormalization.group(2), "stem")
                .addLayer("instance", GroupNormalization.instance(), "group")
                .addLayer("relu", new ActivationLayer(Activation.RELU), "instance")
                .addVertex(
                    "product", new ElementWiseVertex(ElementWiseVertex.Op.Product), "group", "relu")
                .addVertex(
                    "last",
                    new ElementWiseVertex(ElementWiseVertex.Op.Add),
                    "product",
                    "group",
                    "instance"));
    graphs.put(
        "sums of sums whose inputs others read before and after",
        g ->
            g.addLayer("a", convolution(16, Activation.TANH), "image")
                .addLayer("b", convolution(16, Activation.TANH), "a")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b")
                .addLayer("c", convolution(16, Activation.SIGMOID), "sum")
                .addVertex(
                    "four", new ElementWiseVertex(ElementWiseVertex.Op.Add), "sum", "b", "c", "a")
                .addLayer("tanh", new ActivationLayer(Activation.TANH), "four")
                .addVertex("last", new ElementWiseVertex(ElementWiseVertex.Op.Add), "tanh", "c"));
    graphs.put(
        "convolutions with a normalization and an activation behind",
        g ->
            g.addLayer("a", convolution(16, Activation.IDENTITY), "image")
                .addLayer("norm", new BatchNormalization(), "a")
                .addLayer("elu", new ActivationLayer(Activation.ELU), "norm")
                .addLayer("b", convolution(5, Activation.IDENTITY), "elu")
                .addLayer("other", new BatchNormalization(), "b")
                .addLayer("c", convolution(8, Activation.SWISH), "other")
                .addLayer("last", new BatchNormalization(), "c"));
    graphs.put(
        "the same several times", g -> cell(cell(stem(g), "stem", "first"), "first", "last"));
    graphs.put(
        "image read twice",
        g ->
            g.addLayer("a", convolution(8, Activation.RELU), "image")
                .addVertex("last", new MergeVertex(), "image", "a"));
    graphs.put(
        "one value twice",
        g ->
            g.addLayer("stem", convolution(8, Activation.SIGMOID), "image")
                .addVertex(
                    "square", new ElementWiseVertex(ElementWiseVertex.Op.Product), "stem", "stem")
                .addVertex(
                    "last",
                    new ElementWiseVertex(ElementWiseVertex.Op.Add),
                    "stem",
                    "square",
                    "square"));
    graphs.put(
        "vectors",
        g ->
            g.addLayer(
                    "a",
                    new DenseLayer.Builder().nOut(16).activation(Activation.ELU).build(),
                    "image")
                .addLayer(
                    "b", new DenseLayer.Builder().nOut(16).activation(Activation.TANH).build(), "a")
                .addLayer("pooled", new GlobalPoolingLayer(PoolingType.AVG), "c")
                .addLayer("c", convolution(16, Activation.RELU), "image")
                .addVertex(
                    "sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b", "pooled")
                .addVertex("last", new MergeVertex(), "sum", "a"));
    return graphs;
  }

  static Set<String> names() {
    return GRAPHS.keySet();
  }

  static ComputationGraphConfiguration configuration(String name) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(5)
            .weightInit(WeightInit.XAVIER)
            .updater(new Sgd(OracleCase.RATE))
            .graphBuilder()
            .addInputs("image");
    return GRAPHS
        .get(name)
        .apply(graph)
        .addLayer(
            "out",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(OracleCase.CLASSES)
                .activation(Activation.SOFTMAX)
                .build(),
            "last")
        .setOutputs("out")
        .setInputTypes(InputType.convolutional(SHAPE.height(), SHAPE.width(), SHAPE.channels()))
        .build();
  }

  @ParameterizedTest
  @MethodSource("names")
  void train_asDl4j(String name) {
    OracleCase.of(configuration(name), SHAPE, backend).check(3);
  }

  @ParameterizedTest
  @MethodSource("smoothGraphs")
  void pixelGradient_asFiniteDifferences(String name) {
    try (Network network = Network.compile(configuration(name), SHAPE, backend)) {
      network.initializeAsDl4j();
      FiniteDifferences.checkPixelGradient(network, SHAPE);
    }
  }

  /** Those without kinks, where differences mean something. */
  static List<String> smoothGraphs() {
    return List.of(
        "Add of 2",
        "Subtract of 2",
        "Product of 3",
        "Average of 3",
        "one value twice",
        "sum of what normalizations and others give",
        "the same several times",
        "sums of sums whose inputs others read before and after");
  }
}
