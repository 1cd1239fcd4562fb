package io.proxynas.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.Fork;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

/** The memory of executables: what is told beforehand, what they allocate, and that it is freed. */
class OneDnnExecutableTest {

  private static final ImageShape GREY = new ImageShape(1, 28, 28);
  private static final ImageShape COLOUR = new ImageShape(3, 20, 24);

  private record Case(String name, Program program, int batch, Pass pass) {
    @Override
    public String toString() {
      return name + " " + pass + " " + batch;
    }
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Pass pass : Pass.values()) {
      for (int width : new int[] {5, 8, 11, 12, 16, 20, 22, 24, 45, 64}) {
        for (ConvNet.Normalization norm : ConvNet.Normalization.values()) {
          if (norm == ConvNet.Normalization.GROUP && width % 4 > 0) {
            continue; // it has groups of a quarter of the channels
          }
          ImageShape shape = norm.ordinal() % 2 == 0 ? GREY : COLOUR;
          ConvNet.Pooling pooling = ConvNet.Pooling.values()[(norm.ordinal() + width / 4) % 3];
          ConvNet net =
              new ConvNet(1 + width % 3, width, ConvNet.Activation.LEAKY_RELU, norm, pooling);
          cases.add(of(net.id(), net.configuration(shape, 10, 1), shape, 17, pass));
        }
      }
    }
    for (Pass pass : List.of(Pass.TRAIN, Pass.INFER)) {
      for (int width : new int[] {7, 8, 11, 16, 24}) {
        cases.add(of("inverted residual " + width, residual(width, COLOUR), COLOUR, 20, pass));
        cases.add(of("merge " + width, merge(width, GREY), GREY, 20, pass));
        cases.add(of("perceptron " + width, perceptron(5 * width, COLOUR), COLOUR, 50, pass));
      }
    }
    return cases;
  }

  private static Case of(
      String name, ComputationGraphConfiguration net, ImageShape shape, int batch, Pass pass) {
    return new Case(name, Translator.translate(Definition.of(net), shape), batch, pass);
  }

  /** Blocks of different widths, a residual sum, global pooling. */
  private static ComputationGraphConfiguration residual(int width, ImageShape shape) {
    GraphBuilder graph =
        graph()
            .addLayer("stem", convolution(3, width, Activation.RELU), "image")
            .addLayer("wide", convolution(1, 4 * width, Activation.RELU6), "stem")
            .addLayer(
                "deep",
                new DepthwiseConvolution2D.Builder(3, 3)
                    .convolutionMode(ConvolutionMode.Same)
                    .nOut(4 * width)
                    .depthMultiplier(1)
                    .activation(Activation.SWISH)
                    .build(),
                "wide")
            .addLayer("narrow", convolution(1, width, Activation.IDENTITY), "deep")
            .addLayer("norm", new BatchNormalization(), "narrow")
            .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "stem", "norm")
            .addLayer("pooled", new GlobalPoolingLayer(PoolingType.AVG), "sum");
    return output(graph, "pooled", shape);
  }

  private static ComputationGraphConfiguration merge(int width, ImageShape shape) {
    GraphBuilder graph =
        graph()
            .addLayer("a", convolution(3, width, Activation.RELU), "image")
            .addLayer("b", convolution(5, 2 * width, Activation.GELU), "image")
            .addVertex("both", new MergeVertex(), "a", "b")
            .addLayer("dropout", new DropoutLayer(0.5), "both")
            .addLayer("last", convolution(3, 16, Activation.TANH), "dropout");
    return output(graph, "last", shape);
  }

  private static ComputationGraphConfiguration perceptron(int width, ImageShape shape) {
    GraphBuilder graph =
        graph()
            .addLayer("a", new DenseLayer.Builder().nOut(width).build(), "image")
            .addLayer("dropout", new DropoutLayer(0.5), "a")
            .addLayer("b", new DenseLayer.Builder().nOut(width).build(), "dropout");
    return output(graph, "b", shape);
  }

  private static ConvolutionLayer convolution(int kernel, int width, Activation activation) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .convolutionMode(ConvolutionMode.Same)
        .nOut(width)
        .activation(activation)
        .build();
  }

  private static GraphBuilder graph() {
    return new NeuralNetConfiguration.Builder().graphBuilder().addInputs("image");
  }

  private static ComputationGraphConfiguration output(
      GraphBuilder graph, String last, ImageShape shape) {
    return graph
        .addLayer(
            "output",
            new OutputLayer.Builder().nOut(10).activation(Activation.SOFTMAX).build(),
            last)
        .setOutputs("output")
        .setInputTypes(InputType.convolutional(shape.height(), shape.width(), shape.channels()))
        .build();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bytes_areThoseAllocated(Case c) {
    long told = OneDnnExecutable.bytes(c.program(), c.batch(), c.pass());
    try (OneDnnExecutable executable = executable(c)) {
      assertThat(told).isEqualTo(executable.bytes());
    }
  }

  /** oneDNN refuses a convolution of 4 channels in 3 groups, after memories were made. */
  @Test
  void new_refusedByOneDnn_leavesNothing() {
    Window window = new Window(new Axis(3, 1, 1, 0, 0), new Axis(3, 1, 1, 0, 0));
    Parameter kernel =
        new Parameter("a", "W", new int[] {4, 1, 3, 3}, new int[0], 0, Parameter.Start.ZERO);
    ImageShape shape = new ImageShape(4, 9, 9);
    Program program =
        new Program(
            shape,
            List.of(
                new Instruction(
                    new Operation.Activation(Operation.Activation.Function.RELU), List.of(0)),
                new Instruction(new Operation.Convolution(kernel, null, window, 3), List.of(1))),
            new Loss(Loss.Measure.SQUARED_ERROR, Loss.Link.IDENTITY),
            List.of(kernel),
            kernel.size());
    Case refused = new Case("groups", program, 5, Pass.TRAIN);
    assertThatThrownBy(() -> executable(refused)).isInstanceOf(RuntimeException.class);
    long objects = Pointer.totalCount();

    assertThatThrownBy(() -> executable(refused)).isInstanceOf(RuntimeException.class);
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(objects);
  }

  @Test
  void bytes_moreThanAnyMachineHas_areToldWithoutAllocating() {
    Program program = Translator.translate(Definition.of(residual(64, COLOUR)), COLOUR);
    long objects = Pointer.totalBytes();

    assertThat(OneDnnExecutable.bytes(program, 1_000_000, Pass.TRAIN)).isGreaterThan(1L << 40);
    assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(objects);
  }

  /**
   * The resident size falls by most of what the executable had. In a JVM of its own: what glibc
   * keeps of freed memory depends on all that a process has freed before.
   */
  @Test
  void close_freesAtOnce() throws Exception {
    Map<String, String> launchers = Map.of("MALLOC_MMAP_THRESHOLD_", "4194304");

    List<Long> measured =
        Fork.run(OneDnnExecutableTest.class, launchers).stream().map(Long::valueOf).toList();

    long bytes = measured.get(0);
    assertThat(bytes).isGreaterThan(50 << 20);
    assertThat(measured.get(1)).as("bytes freed").isGreaterThan(bytes / 3 * 2);
    assertThat(measured.get(2)).as("bytes that JavaCPP has more than before").isNotPositive();
  }

  /** Prints the bytes of an executable, how many were freed, and how many JavaCPP has kept. */
  public static void main(String[] arguments) {
    ConvNet net =
        new ConvNet(
            3, 64, ConvNet.Activation.RELU, ConvNet.Normalization.BATCH, ConvNet.Pooling.AVERAGE);
    Case c = of(net.id(), net.configuration(GREY, 10, 1), GREY, 128, Pass.TRAIN);
    long objects = Pointer.totalBytes();
    OneDnnExecutable executable = executable(c);
    float[] images = new float[128 * GREY.size()];
    executable.load();
    executable.forward(images, 0, new float[1280], 0);
    executable.backward(new float[1280], 0);
    long open = Pointer.physicalBytes();
    executable.close();
    long freed = open - Pointer.physicalBytes();
    System.out.println(executable.bytes() + "\n" + freed + "\n" + (Pointer.totalBytes() - objects));
  }

  private static OneDnnExecutable executable(Case c) {
    Program program = c.program();
    return new OneDnnExecutable(
        program,
        c.batch(),
        c.pass(),
        new NetworkState(
            new float[program.size()], new float[program.trainable()], new Seed(1).generator()));
  }
}
