package io.proxynas.engine.internal.updater;

import io.proxynas.engine.graph.Parameter;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.internal.dl4j.Definition;
import io.proxynas.engine.internal.dl4j.Node;
import io.proxynas.engine.internal.dl4j.TrainingState;
import io.proxynas.engine.layer.UnsupportedLayerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * The updaters, penalties and gradient limits that a DL4J configuration gives its layers, with
 * their state, in DL4J's order: limits, l1 and l2, updater, weight decay.
 *
 * <p>One difference: DL4J counts the movement of batch normalization's running statistics into the
 * norm of that layer's gradient, and scales it; here limits see trained parameters only.
 */
public final class Optimizer {

  private final List<GradientLimit> limits = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();

  /**
   * Goes on from a state of training.
   *
   * @throws UnsupportedLayerException if the engine does not know an updater or a penalty
   */
  public Optimizer(Definition definition, Program program, TrainingState from) {
    OptimizationAlgorithm algorithm = definition.common().getOptimizationAlgo();
    if (algorithm != OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT
        || !definition.common().isMiniBatch()) {
      throw new UnsupportedLayerException(
          "the engine trains by STOCHASTIC_GRADIENT_DESCENT on the mean over a batch, but the"
              + " configuration has %s and miniBatch %s"
                  .formatted(algorithm, definition.common().isMiniBatch()));
    }
    for (Node node : definition.nodes()) {
      List<Parameter> parameters =
          program.parameters().stream()
              .filter(p -> p.layer().equals(node.key()) && p.offset() < program.trainable())
              .toList();
      if (!parameters.isEmpty() && node.part() instanceof Layer layer) {
        add(node, layer, parameters, from);
      }
    }
  }

  private void add(Node node, Layer layer, List<Parameter> parameters, TrainingState from) {
    List<Range> ranges = parameters.stream().map(Optimizer::range).toList();
    GradientNormalization mode = layer.getGradientNormalization();
    if (mode != null && mode != GradientNormalization.None) {
      limits.add(GradientLimit.of(mode, layer.getGradientNormalizationThreshold(), ranges));
    }
    for (Parameter parameter : parameters) {
      Range range = range(parameter);
      IUpdater configuration = layer.getUpdaterByParam(parameter.key());
      Updater updater = updater(node, configuration, range);
      remember(parameter, updater, from.of(parameter));
      List<Regularization> given = layer.getRegularizationByParam(parameter.key());
      List<Penalty> penalties =
          given == null ? List.of() : given.stream().map(r -> Penalty.of(node, r)).toList();
      rules.add(
          new Rule(
              parameter.name(),
              range,
              configuration,
              penalties.stream().filter(Penalty::beforeUpdater).toList(),
              updater,
              penalties.stream().filter(p -> !p.beforeUpdater()).toList()));
    }
  }

  private static void remember(
      Parameter parameter, Updater updater, Map<String, float[]> remembered) {
    if (remembered.isEmpty()) {
      return;
    }
    if (!remembered.keySet().equals(updater.state().keySet())) {
      throw new IllegalArgumentException(
          "the DL4J network must have the configuration that was compiled, but the updater of its %s remembers %s instead of %s"
              .formatted(
                  parameter.name(),
                  new TreeSet<>(remembered.keySet()),
                  new TreeSet<>(updater.state().keySet())));
    }
    updater
        .state()
        .forEach(
            (key, values) -> System.arraycopy(remembered.get(key), 0, values, 0, values.length));
  }

  private static Range range(Parameter parameter) {
    return new Range(parameter.offset(), parameter.offset() + parameter.size());
  }

  private static Updater updater(Node node, IUpdater configuration, Range range) {
    if (configuration instanceof Sgd) {
      return new SgdUpdater(range);
    }
    if (configuration instanceof Nesterovs nesterovs) {
      return new NesterovsUpdater(nesterovs, range);
    }
    if (configuration instanceof Adam adam) {
      return new AdamUpdater(adam, range);
    }
    if (configuration instanceof RmsProp rmsProp) {
      return new RmsPropUpdater(rmsProp, range);
    }
    throw new UnsupportedLayerException(
        "the engine knows Sgd, Nesterovs, Adam and RmsProp, but layer "
            + node.name()
            + " has "
            + configuration.getClass().getName());
  }

  /**
   * Takes one step.
   *
   * @param weights changed
   * @param gradients of the mean loss; afterwards the steps taken
   * @param iteration steps taken before, from 0
   * @param epoch epochs ended before, from 0
   */
  public void step(float[] weights, float[] gradients, int iteration, int epoch) {
    // Lists are walked by index: a step allocates nothing.
    for (int i = 0; i < limits.size(); i++) {
      limits.get(i).apply(gradients);
    }
    for (int i = 0; i < rules.size(); i++) {
      rules.get(i).apply(weights, gradients, iteration, epoch);
    }
  }

  /** What the updaters remember, live; see {@link TrainingState#updaters}. */
  public Map<String, Map<String, float[]>> state() {
    return rules.stream()
        .collect(Collectors.toMap(Rule::parameter, rule -> rule.updater().state()));
  }

  /** What one parameter goes through. */
  private record Rule(
      String parameter,
      Range range,
      IUpdater configuration,
      List<Penalty> before,
      Updater updater,
      List<Penalty> after) {

    void apply(float[] weights, float[] gradients, int iteration, int epoch) {
      double rate = configuration.getLearningRate(iteration, epoch);
      for (int i = 0; i < before.size(); i++) {
        before.get(i).add(range, weights, gradients, rate, iteration, epoch);
      }
      updater.apply(gradients, rate, iteration, epoch);
      for (int i = 0; i < after.size(); i++) {
        after.get(i).add(range, weights, gradients, rate, iteration, epoch);
      }
      for (int i = range.from(); i < range.to(); i++) {
        weights[i] -= gradients[i];
      }
    }
  }
}
