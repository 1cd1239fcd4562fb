package io.proxynas.engine.internal.dl4j;

import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Program;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;
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
  public static void fromDl4j(Model model, Program program, float[] flat) {
    Map<String, INDArray> table = model.paramTable();
    for (Parameter parameter : program.parameters()) {
      float[] values = find(table, parameter).dup('c').data().asFloat();
      if (parameter.key().equals(LOG_DEVIATION)) {
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) Math.pow(10, 2.0 * values[i]);
        }
      }
      System.arraycopy(values, 0, flat, parameter.offset(), parameter.size());
    }
  }

  /** Copies the flat vector into a DL4J network, running statistics included. */
  public static void toDl4j(float[] flat, Program program, Model model) {
    Map<String, INDArray> table = model.paramTable();
    for (Parameter parameter : program.parameters()) {
      float[] values =
          Arrays.copyOfRange(flat, parameter.offset(), parameter.offset() + parameter.size());
      if (parameter.key().equals(LOG_DEVIATION)) {
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (0.5 * Math.log10(values[i]));
        }
      }
      INDArray array = find(table, parameter);
      array.assign(Nd4j.create(values, array.shape(), 'c'));
    }
  }

  private static INDArray find(Map<String, INDArray> table, Parameter parameter) {
    return inEngineOrder(array(table, parameter), parameter);
  }

  /** DL4J's array of a parameter. */
  static INDArray array(Map<String, INDArray> table, Parameter parameter) {
    @Nullable INDArray array = table.get(parameter.name());
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

  /** An array of a parameter's values with its axes in the order of the engine; a view. */
  static INDArray inEngineOrder(INDArray array, Parameter parameter) {
    int[] axes = parameter.axes();
    return axes.length == 0 ? array : array.permute(axes);
  }
}
