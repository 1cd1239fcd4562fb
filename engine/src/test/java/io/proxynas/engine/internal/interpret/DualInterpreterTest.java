package io.proxynas.engine.internal.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.BackendChoice;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Executable;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Instruction;
import io.proxynas.engine.graph.Loss;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Operation.Activation;
import io.proxynas.engine.graph.Operation.Pooling;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.graph.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each operation against the engine: the outputs, and the sum of weight times gradient, which is
 * the derivative that is asked for.
 */
class DualInterpreterTest {

  private static final ImageShape SHAPE = new ImageShape(3, 7, 6);
  private static final int WIDTH = 4;
  private static final Map<String, Program> PROGRAMS = programs();

  private static Map<String, Program> programs() {
    Map<String, Program> programs = new LinkedHashMap<>();
    for (Activation.Function function : Activation.Function.values()) {
      programs.put(function.name(), program(new Activation(function, 0.7f)));
    }
    for (Pooling.Kind kind : Pooling.Kind.values()) {
      Window odd = new Window(new Axis(3, 2, 1, 1, 1), new Axis(2, 1, 1, 1, 0));
      programs.put("pooling " + kind, program(new Pooling(kind, odd)));
    }
    programs.put("softmax", program(new Operation.Softmax()));
    programs.put("dropout", program(new Operation.Dropout(0.5)));
    programs.put("padding", program(new Operation.Padding(Window.padding(1, 0, 2, 3))));
    programs.put("reshape", program(new Operation.Reshape(new ImageShape(7, WIDTH, 6))));
    programs.put("product", program(new Operation.Product()));
    programs.put("maximum", program(new Operation.Maximum()));
    programs.put("sum", program(new Operation.Sum(List.of(0.5f, 2f))));
    programs.put("concatenation", program(new Operation.Concatenation()));
    Window strided = new Window(new Axis(3, 2, 2, 2, 1), new Axis(2, 3, 1, 0, 1));
    Parameter filters = parameter(weightsBefore(), 6, WIDTH / 2, 3, 2);
    programs.put("convolution", program(new Operation.Convolution(filters, null, strided, 2)));
    Parameter bias = parameter(weightsBefore() + filters.size(), 6);
    programs.put("with bias", program(new Operation.Convolution(filters, bias, strided, 2)));
    programs.put("broadcast", broadcast());
    return programs;
  }

  private static Parameter parameter(int offset, int... shape) {
    return new Parameter(
        "p" + offset, "W", shape, new int[0], offset, Parameter.Start.UNIFORM_FAN_IN);
  }

  private static Operation.Convolution pointwise(int offset) {
    Axis one = new Axis(1, 1, 1, 0, 0);
    return new Operation.Convolution(
        parameter(offset, WIDTH, 3, 1, 1), null, new Window(one, one), 1);
  }

  /** Values of the two convolutions that come first in each program. */
  private static int weightsBefore() {
    return 2 * WIDTH * 3;
  }

  /** Two convolutions, the operation on the first or on both, and a dense layer. */
  private static Program program(Operation operation) {
    boolean takesBoth = operation.inputs().isEmpty() || operation.inputs().getAsInt() == 2;
    List<Instruction> steps = new ArrayList<>();
    steps.add(new Instruction(pointwise(0), List.of(0)));
    steps.add(new Instruction(pointwise(WIDTH * 3), List.of(0)));
    if (!takesBoth) { // both lead to the output
      steps.add(new Instruction(new Operation.Sum(List.of(1f, 1f)), List.of(1, 2)));
    }
    steps.add(new Instruction(operation, takesBoth ? List.of(1, 2) : List.of(3)));
    return withDense(steps);
  }

  private static Program broadcast() {
    Window whole = Window.whole(SHAPE);
    List<Instruction> steps = new ArrayList<>();
    steps.add(new Instruction(pointwise(0), List.of(0)));
    steps.add(new Instruction(new Pooling(Pooling.Kind.AVERAGE, whole), List.of(1)));
    steps.add(new Instruction(new Operation.Broadcast(new ImageShape(WIDTH, 7, 6)), List.of(2)));
    steps.add(new Instruction(new Operation.Product(), List.of(1, 3)));
    return withDense(steps);
  }

  private static Program withDense(List<Instruction> steps) {
    List<Parameter> parameters = new ArrayList<>();
    for (Instruction step : steps) {
      if (step.operation() instanceof Operation.Convolution convolution) {
        parameters.add(convolution.weights());
        if (convolution.bias() != null) {
          parameters.add(convolution.bias());
        }
      }
    }
    Loss loss = new Loss(Loss.Measure.SQUARED_ERROR, Loss.Link.IDENTITY);
    int size = parameters.stream().mapToInt(Parameter::size).sum();
    Program body = new Program(SHAPE, steps, loss, parameters, size);
    Parameter weights = parameter(size, 2, body.outputs());
    Parameter bias = parameter(size + weights.size(), 2);
    parameters.addAll(List.of(weights, bias));
    steps.add(new Instruction(new Operation.Dense(weights, bias), List.of(steps.size())));
    return new Program(SHAPE, steps, loss, parameters, size + weights.size() + bias.size());
  }

  static Set<String> names() {
    return PROGRAMS.keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void outputs_eachOperation_areTheEngines(String name) {
    Program program = PROGRAMS.get(name);
    RandomGenerator random = new Seed(3).generator();
    float[] weights = new float[program.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextFloat() / 2;
    }
    float[] image = new float[SHAPE.size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = random.nextFloat();
    }
    float[] outputs = new float[program.outputs()];
    float[] gradients = new float[program.trainable()];
    NetworkState state = new NetworkState(weights, gradients, random);
    try (Executable executable =
        BackendChoice.automatic().backend().compile(program, 1, Pass.WEIGHT_GRADIENT, state)) {
      executable.load();
      executable.forward(image, 0, outputs, 0);
      executable.backward(new float[] {1, 1}, 0);
    }
    double flow = program.weights().mapToDouble(p -> product(weights, gradients, p)).sum();

    Dual actual = DualInterpreter.outputs(program, weights, doubles(image));

    for (int i = 0; i < outputs.length; i++) {
      assertThat(actual.x()[i]).isCloseTo(outputs[i], within(1e-5 * Math.abs(outputs[i])));
    }
    assertThat(Arrays.stream(actual.dx()).sum()).isCloseTo(flow, within(1e-5 * flow));
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static double product(float[] a, float[] b, Parameter of) {
    double sum = 0;
    for (int i = of.offset(); i < of.offset() + of.size(); i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
