package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.Executable;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Instruction;
import io.proxynas.engine.graph.Loss;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.graph.Window;
import io.proxynas.engine.internal.dl4j.Definition;
import io.proxynas.engine.internal.dl4j.Translator;
import io.proxynas.engine.internal.onednn.OneDnnBackend;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A back end gives oneDNN's results, gradients and running statistics to 1e-4. */
public abstract class BackendAgreement {

  private static final ImageShape SHAPE = new ImageShape(3, 11, 10);
  private static final int COUNT = 4;
  private static final int CLASSES = 3;
  private static final double TOLERANCE = 1e-4;

  private static final Map<String, Program> PROGRAMS = programs();

  /** The back end under test. */
  protected abstract Backend backend();

  private static Map<String, Program> programs() {
    Map<String, Program> programs = new LinkedHashMap<>();
    for (Normalization normalization : Normalization.values()) {
      for (Activation activation : Activation.values()) {
        for (Pooling pooling : Pooling.values()) {
          putConvNet(programs, 8, activation, normalization, pooling);
        }
      }
      for (Pooling pooling : Pooling.values()) {
        int width = normalization == Normalization.GROUP ? 12 : 11;
        putConvNet(programs, width, Activation.RELU, normalization, pooling);
      }
    }
    programs.put("residual, depthwise separable", residual());
    programs.put("convolution of 2 groups", grouped(2, 4, 6, 3));
    programs.put("convolution of 2 groups, 5 to 11 channels each", grouped(2, 10, 22, 5));
    programs.put("convolution of 4 groups, 4 to 11 channels each", grouped(4, 16, 44, 3));
    programs.put("pointwise convolution of 2 groups", grouped(2, 16, 16, 1));
    programs.put("depthwise convolution of 7 channels", grouped(7, 7, 14, 3));
    for (int stride : new int[] {1, 2}) {
      for (int[] pair : new int[][] {{8, 22}, {4, 22}, {11, 13}, {8, 16}, {24, 5}, {3, 16}}) {
        programs.put(
            "%d to %d channels, stride %d".formatted(pair[0], pair[1], stride),
            convolution(1, pair[0], pair[1], new Axis(5, stride, 1, 2, 1)));
        programs.put(
            "%d to %d channels, stride %d, dilation 2".formatted(pair[0], pair[1], stride),
            convolution(1, pair[0], pair[1], new Axis(3, stride, 2, 2, 2)));
      }
    }
    programs.put("softmax over channels", afterPointwise(new Operation.Softmax(), 5));
    for (Operation.Pooling.Kind kind : Operation.Pooling.Kind.values()) {
      programs.put("one-sided padding, " + kind, pooled(kind, 0, 2));
      programs.put("other side, " + kind, pooled(kind, 2, 0));
      programs.put("even padding, " + kind, pooled(kind, 1, 1));
      programs.put("3 channels, " + kind, pooled(kind, 3, 1, 1));
      programs.put("11 channels, " + kind, pooled(kind, 11, 2, 0));
    }
    return programs;
  }

  private static void putConvNet(
      Map<String, Program> programs,
      int width,
      Activation activation,
      Normalization normalization,
      Pooling pooling) {
    ConvNet net = new ConvNet(2, width, activation, normalization, pooling);
    Definition definition = Definition.of(net.configuration(SHAPE, CLASSES, 1));
    programs.put(net.toString(), Translator.translate(definition, SHAPE));
  }

  private static Program residual() {
    var graph =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("image")
            .addLayer("stem", pointwise(3, 8), "image")
            .addLayer("expand", pointwise(1, 24), "stem")
            .addLayer("norm1", new BatchNormalization(), "expand")
            .addLayer("depthwise", depthwise(24), "norm1")
            .addLayer("norm2", new BatchNormalization(), "depthwise")
            .addLayer("project", pointwise(1, 8), "norm2")
            .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "stem", "project")
            .addLayer(
                "down",
                new SubsamplingLayer.Builder(PoolingType.AVG)
                    .kernelSize(3, 3)
                    .stride(2, 2)
                    .convolutionMode(ConvolutionMode.Same)
                    .build(),
                "sum")
            .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "down")
            .addLayer(
                "out",
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(CLASSES)
                    .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
                    .build(),
                "pool")
            .setOutputs("out")
            .setInputTypes(
                InputType.convolutional(SHAPE.height(), SHAPE.width(), SHAPE.channels()));
    return Translator.translate(Definition.of(graph.build()), SHAPE);
  }

  private static ConvolutionLayer pointwise(int kernel, int width) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .convolutionMode(ConvolutionMode.Same)
        .nOut(width)
        .activation(org.nd4j.linalg.activations.Activation.SWISH)
        .build();
  }

  private static DepthwiseConvolution2D depthwise(int width) {
    return new DepthwiseConvolution2D.Builder(3, 3)
        .convolutionMode(ConvolutionMode.Same)
        .nOut(width)
        .activation(org.nd4j.linalg.activations.Activation.RELU6)
        .build();
  }

  /** No layer of DL4J has groups of several channels, so the program is made by hand. */
  private static Program grouped(int groups, int in, int out, int kernel) {
    return convolution(groups, in, out, new Axis(kernel, 2, 1, kernel / 2, kernel / 2));
  }

  private static Program convolution(int groups, int in, int out, Axis axis) {
    Parameter weights = parameter("second", in * 3, out, in / groups, axis.kernel(), axis.kernel());
    return afterPointwise(
        new Operation.Convolution(weights, null, new Window(axis, axis), groups), in, weights);
  }

  private static Program pooled(Operation.Pooling.Kind kind, int before, int after) {
    return pooled(kind, 8, before, after);
  }

  private static Program pooled(Operation.Pooling.Kind kind, int width, int before, int after) {
    Window window = new Window(new Axis(3, 2, 1, before, after), new Axis(4, 3, 1, after, before));
    return afterPointwise(new Operation.Pooling(kind, window), width);
  }

  /** An operation after a convolution that mixes the channels, and before tanh. */
  private static Program afterPointwise(Operation operation, int width, Parameter... more) {
    Parameter weights = parameter("first", 0, width, 3, 1, 1);
    Axis one = new Axis(1, 1, 1, 0, 0);
    List<Parameter> parameters = new ArrayList<>(List.of(weights));
    parameters.addAll(List.of(more));
    return new Program(
        SHAPE,
        List.of(
            new Instruction(
                new Operation.Convolution(weights, null, new Window(one, one), 1), List.of(0)),
            new Instruction(operation, List.of(1)),
            new Instruction(
                new Operation.Activation(Operation.Activation.Function.TANH), List.of(2))),
        new Loss(Loss.Measure.SQUARED_ERROR, Loss.Link.IDENTITY),
        parameters,
        parameters.stream().mapToInt(Parameter::size).sum());
  }

  private static Parameter parameter(String layer, int offset, int... shape) {
    return new Parameter(layer, "W", shape, new int[0], offset, Parameter.Start.UNIFORM_FAN_IN);
  }

  static Set<String> names() {
    return PROGRAMS.keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void backend_agreesWithOneDnn(String name) {
    Program program = PROGRAMS.get(name);
    List<float[]> expected = run(program, new OneDnnBackend());
    List<float[]> actual = run(program, backend());

    for (int i = 0; i < expected.size(); i++) {
      assertClose(actual.get(i), expected.get(i), "result " + i);
    }
  }

  /** Values within 1e-4 of the largest. */
  private static void assertClose(float[] actual, float[] expected, String what) {
    float largest = 1e-3f;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(actual).as(what).containsExactly(expected, within((float) (TOLERANCE * largest)));
  }

  /**
   * Logits, weight gradients, weights with the moved statistics, the logits of another pass,
   * embeddings and pixel gradients.
   */
  private static List<float[]> run(Program program, Backend backend) {
    RandomGenerator random = new Seed(3).generator();
    float[] images = OracleCase.gaussian(random, COUNT * SHAPE.size());
    float[] weights = OracleCase.gaussian(random, program.size());
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 0.1f + 0.3f * weights[i];
    }
    for (Parameter parameter : program.parameters()) {
      if (parameter.offset() >= program.trainable()) {
        java.util.Arrays.fill(
            weights, parameter.offset(), parameter.offset() + parameter.size(), 1);
      }
    }
    NetworkState state = new NetworkState(weights, new float[program.trainable()], random);
    int embedding = program.shapes().get(program.embedding()).size();
    float[] direction = OracleCase.gaussian(new Seed(4).generator(), COUNT * embedding);
    List<float[]> results = new ArrayList<>();
    for (Pass pass : Pass.values()) {
      int size = pass.endsAtEmbedding() ? embedding : program.outputs();
      try (Executable executable = backend.compile(program, COUNT, pass, state)) {
        executable.load();
        float[] result = new float[COUNT * size];
        executable.forward(images, 0, result, 0);
        results.add(result);
        if (pass.backward()) {
          executable.backward(size == embedding ? direction : result.clone(), 0);
        }
        if (pass.pixelGradients()) {
          float[] pixels = new float[images.length];
          executable.pixelGradient(pixels, 0);
          results.add(pixels);
        }
        results.add(state.gradients().clone());
        results.add(weights.clone());
      }
    }
    return results;
  }
}
