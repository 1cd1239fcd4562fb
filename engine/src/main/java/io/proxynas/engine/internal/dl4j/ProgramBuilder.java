package io.proxynas.engine.internal.dl4j;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Instruction;
import io.proxynas.engine.graph.Loss;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.layer.UnsupportedLayerException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the steps and parameters of a {@link Program}. */
final class ProgramBuilder {

  private static final int MOST_PARAMETERS = 1 << 30;
  private static final int[] SAME_AXES = {};

  private final List<Instruction> steps = new ArrayList<>();
  private final List<ImageShape> shapes = new ArrayList<>();
  private final List<Parameter> trained = new ArrayList<>();
  private final List<Parameter> running = new ArrayList<>();
  private int trainedSize;
  private int runningSize;

  /** Starts with value 0, the image. */
  ProgramBuilder(ImageShape input) {
    shapes.add(input);
  }

  ImageShape shape(int value) {
    return shapes.get(value);
  }

  /** Adds a step; returns its value. */
  int append(Operation operation, Integer... inputs) {
    Instruction step = new Instruction(operation, List.of(inputs));
    steps.add(step);
    shapes.add(operation.output(Arrays.stream(inputs).map(shapes::get).toList()));
    return steps.size();
  }

  /** A trained parameter that DL4J keeps in the same order. */
  Parameter train(Node layer, String key, Parameter.Start start, int... lengths) {
    return train(layer, key, start, SAME_AXES, lengths);
  }

  /**
   * A trained parameter.
   *
   * @param axes of DL4J's array in the order of the engine
   */
  Parameter train(Node layer, String key, Parameter.Start start, int[] axes, int... lengths) {
    Parameter parameter = new Parameter(layer.key(), key, lengths, axes, trainedSize, start);
    trained.add(parameter);
    trainedSize = total(trainedSize, parameter, layer);
    return parameter;
  }

  /** A running statistic. Offsets count from the end of the trained part, not known yet. */
  Parameter run(Node layer, String key, Parameter.Start start, int... lengths) {
    Parameter parameter =
        new Parameter(layer.key(), key, lengths, SAME_AXES, -1 - runningSize, start);
    running.add(parameter);
    runningSize = total(runningSize, parameter, layer);
    return parameter;
  }

  /** One flat Java array holds the parameters. */
  private static int total(int size, Parameter parameter, Node layer) {
    long total = (long) size + parameter.size();
    if (total > MOST_PARAMETERS) {
      throw new UnsupportedLayerException(
          "the engine trains networks of at most "
              + MOST_PARAMETERS
              + " parameters, but layer "
              + layer.name()
              + " brings this one to "
              + total);
    }
    return (int) total;
  }

  Program program(Loss loss) {
    List<Parameter> parameters = new ArrayList<>(trained);
    running.forEach(p -> parameters.add(placed(p)));
    List<Instruction> placed =
        steps.stream().map(s -> new Instruction(placed(s.operation()), s.inputs())).toList();
    return new Program(shapes.get(0), placed, loss, parameters, trainedSize);
  }

  private Operation placed(Operation operation) {
    if (operation instanceof Operation.BatchNormalization b) {
      return new Operation.BatchNormalization(
          b.gamma(),
          b.beta(),
          b.lockedGamma(),
          b.lockedBeta(),
          placed(b.mean()),
          placed(b.variance()),
          b.epsilon(),
          b.decay());
    }
    return operation;
  }

  private Parameter placed(Parameter p) {
    int offset = trainedSize - 1 - p.offset();
    return new Parameter(p.layer(), p.key(), p.shape(), p.axes(), offset, p.start());
  }
}
