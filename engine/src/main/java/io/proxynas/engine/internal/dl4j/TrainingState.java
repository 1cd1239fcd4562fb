package io.proxynas.engine.internal.dl4j;

import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Program;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * How far the training of a network has come, so that DL4J and the engine can go on with each
 * other's work.
 *
 * @param updaters what the updater of a parameter remembers: by the parameter's name, then by
 *     DL4J's key, such as {@code M} and {@code V} of Adam; values in the engine's order
 * @param iteration steps taken
 * @param epoch epochs ended
 */
public record TrainingState(Map<String, Map<String, float[]>> updaters, int iteration, int epoch) {

  /** Before the first step. */
  public static final TrainingState FRESH = new TrainingState(Map.of(), 0, 0);

  /*
   * DL4J joins neighbouring parameters of equal settings to a block with one updater. Each of the
   * arrays that this remembers has one value for each value of the block, in the order of DL4J's
   * flat parameters, so a parameter's part lies where the parameter itself lies in the block. Where
   * a depthwise or separable layer has another updater for its bias, DL4J cuts the blocks as if the
   * bias came last, and it comes first: then nothing is remembered of a parameter that is cut.
   */

  /** What one updater remembers of a parameter; nothing if it has not started yet. */
  public Map<String, float[]> of(Parameter parameter) {
    return updaters.getOrDefault(parameter.name(), Map.of());
  }

  /** That of a DL4J network, copied. */
  public static TrainingState fromDl4j(Model model, Program program) {
    Map<String, Map<String, float[]>> updaters = new HashMap<>();
    BaseMultiLayerUpdater<?> updater = updater(model, false);
    if (updater != null) {
      visit(
          updater,
          model,
          program,
          (parameter, key, part) ->
              updaters
                  .computeIfAbsent(parameter.name(), name -> new HashMap<>())
                  .put(key, part.dup('c').data().asFloat()));
    }
    boolean graph = model instanceof ComputationGraph;
    return graph
        ? new TrainingState(
            updaters,
            ((ComputationGraph) model).getIterationCount(),
            ((ComputationGraph) model).getEpochCount())
        : new TrainingState(
            updaters,
            ((MultiLayerNetwork) model).getIterationCount(),
            ((MultiLayerNetwork) model).getEpochCount());
  }

  /** Makes a DL4J network of the same configuration go on from here. */
  public void toDl4j(Model model, Program program) {
    if (model instanceof ComputationGraph graph) {
      graph.getConfiguration().setIterationCount(iteration);
      graph.getConfiguration().setEpochCount(epoch);
    } else if (model instanceof MultiLayerNetwork network) {
      network.setIterationCount(iteration);
      network.setEpochCount(epoch);
    }
    if (updaters.isEmpty()) {
      return;
    }
    BaseMultiLayerUpdater<?> updater = updater(model, true);
    if (updater != null) {
      visit(
          updater,
          model,
          program,
          (parameter, key, part) -> {
            float[] values = of(parameter).get(key);
            if (values != null) {
              part.assign(Nd4j.create(values, part.shape(), 'c'));
            }
          });
    }
  }

  private static @Nullable BaseMultiLayerUpdater<?> updater(Model model, boolean create) {
    Object updater =
        model instanceof ComputationGraph graph
            ? graph.getUpdater(create)
            : ((MultiLayerNetwork) model).getUpdater(create);
    return updater instanceof BaseMultiLayerUpdater<?> known ? known : null;
  }

  /** Sees what an updater remembers of one parameter, a view with its axes in engine order. */
  private interface Visitor {
    void visit(Parameter parameter, String key, INDArray part);
  }

  private static void visit(
      BaseMultiLayerUpdater<?> updater, Model model, Program program, Visitor visitor) {
    Map<String, INDArray> table = model.paramTable();
    for (Parameter parameter : program.parameters()) {
      INDArray array = Weights.array(table, parameter);
      long offset = array.offset() - model.params().offset();
      for (UpdaterBlock block : updater.getUpdaterBlocks()) {
        long start = offset - block.getParamOffsetStart();
        if (start >= 0 && offset + array.length() <= block.getParamOffsetEnd()) {
          states(block)
              .forEach(
                  (key, values) ->
                      visitor.visit(parameter, key, part(values, start, array, parameter)));
        }
      }
    }
  }

  @SuppressWarnings("unchecked") // DL4J keeps the raw type
  private static Map<String, INDArray> states(UpdaterBlock block) {
    if (block.getGradientUpdater() == null) {
      block.init();
    }
    return block.getGradientUpdater().getState();
  }

  private static INDArray part(INDArray values, long start, INDArray array, Parameter parameter) {
    INDArray part =
        values
            .reshape(values.length())
            .get(NDArrayIndex.interval(start, start + array.length()))
            .reshape(array.ordering(), array.shape());
    return Weights.inEngineOrder(part, parameter);
  }
}
