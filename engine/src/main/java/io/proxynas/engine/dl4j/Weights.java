package io.proxynas.engine.dl4j;

import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Program;
import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Copies a network's parameters between the engine's flat vector and a DL4J network of the same
 * configuration.
 */
public final class Weights {

  /**
   * DL4J's key of a running variance that it keeps as log10 of the deviation; the engine keeps the
   * variance.
   */
  static final String LOG_DEVIATION = "log10stdev";

  private Weights() {}

  /** Copies the parameters of a DL4J network, running statistics included, into the flat vector. */
  public static void fromDl4j(ComputationGraph graph, Program program, float[] flat) {
    for (Parameter parameter : program.parameters()) {
      INDArray array = find(graph, parameter);
      INDArray ordered = transposed(parameter) ? array.transpose() : array;
      float[] values = ordered.dup('c').data().asFloat();
      if (parameter.key().equals(LOG_DEVIATION)) {
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) Math.pow(10, 2.0 * values[i]);
        }
      }
      System.arraycopy(values, 0, flat, parameter.offset(), parameter.size());
    }
  }

  /** Copies the flat vector into a DL4J network, running statistics included. */
  public static void toDl4j(float[] flat, Program program, ComputationGraph graph) {
    for (Parameter parameter : program.parameters()) {
      float[] values =
          Arrays.copyOfRange(flat, parameter.offset(), parameter.offset() + parameter.size());
      if (parameter.key().equals(LOG_DEVIATION)) {
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (0.5 * Math.log10(values[i]));
        }
      }
      INDArray array = find(graph, parameter);
      if (transposed(parameter)) {
        array.assign(Nd4j.create(values, parameter.shape()).transpose());
      } else {
        array.assign(Nd4j.create(values, array.shape(), 'c'));
      }
    }
  }

  /** DL4J keeps the weights of a dense layer as (in, out), the engine as (out, in). */
  private static boolean transposed(Parameter parameter) {
    return parameter.shape().length == 2;
  }

  private static INDArray find(ComputationGraph graph, Parameter parameter) {
    INDArray array = graph.getLayer(parameter.layer()).getParam(parameter.key());
    if (array == null || array.length() != parameter.size()) {
      throw new IllegalArgumentException(
          "the DL4J network must have the configuration that was compiled, but its layer "
              + parameter.layer()
              + " has no parameter "
              + parameter.key()
              + " of "
              + parameter.size()
              + " values");
    }
    return array;
  }
}
