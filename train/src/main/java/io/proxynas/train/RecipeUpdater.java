package io.proxynas.train;

import io.proxynas.engine.Sgd;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.UpdaterBlock.ParamState;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Has DL4J take the step of {@link Sgd} for every trained parameter. What DL4J moves without an
 * updater, running statistics and frozen layers, stays as it is there.
 */
final class RecipeUpdater extends ComputationGraphUpdater {

  private static final long serialVersionUID = 1;

  private final transient List<Trained> trained = new ArrayList<>();
  private transient Sgd sgd = new Sgd(0, 0, 0);

  RecipeUpdater(ComputationGraph graph) {
    super(graph);
    for (UpdaterBlock block : getUpdaterBlocks()) {
      for (ParamState state : block.getLayersAndVariablesInBlock()) {
        IUpdater updater = state.getLayer().getConfig().getUpdaterByParam(state.getParamName());
        if (updater != null && !(updater instanceof NoOp)) {
          INDArray weights = state.getParamView();
          INDArray velocity = Nd4j.zeros(weights.dataType(), weights.shape());
          trained.add(new Trained(weights, state.getGradView(), velocity));
        }
      }
    }
  }

  /** The step that the next {@code fit} takes. */
  void next(Sgd step) {
    sgd = step;
  }

  /** The number of trained values. */
  long parameters() {
    return trained.stream().mapToLong(parameter -> parameter.weights.length()).sum();
  }

  /** Turns the gradients, summed over a batch, into what DL4J subtracts from the weights. */
  @Override
  public synchronized void update(
      Gradient gradient, int iteration, int epoch, int batch, LayerWorkspaceMgr workspaces) {
    divideByMinibatch(false, gradient, batch);
    trained.forEach(parameter -> parameter.step(sgd));
  }

  void close() {
    trained.forEach(parameter -> parameter.velocity.close());
    getFlattenedGradientsView().close();
    if (getStateViewArray() != null) {
      getStateViewArray().close();
    }
  }

  /** Views of one parameter's weights and gradient, and its velocity. */
  private record Trained(INDArray weights, INDArray gradient, INDArray velocity) {

    void step(Sgd sgd) {
      try (INDArray decay = weights.mul(sgd.weightDecay())) {
        gradient.addi(decay);
      }
      velocity.muli(sgd.momentum()).addi(gradient);
      gradient.assign(velocity).muli(sgd.learningRate());
    }
  }
}
