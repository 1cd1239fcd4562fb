package io.proxynas.benchmarks.micro;

import io.proxynas.benchmarks.work.Subject;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.internal.dl4j.Definition;
import io.proxynas.engine.internal.dl4j.TrainingState;
import io.proxynas.engine.internal.dl4j.Translator;
import io.proxynas.engine.internal.updater.Optimizer;
import java.util.Arrays;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** One step of DL4J's updaters over the parameters of a ConvNet of width 128. */
public class OptimizerStep extends HotPath {

  /** The updaters. */
  public enum Updater {
    NESTEROVS(new Nesterovs(0.01, 0.9)),
    ADAM(new Adam(0.001)),
    RMSPROP(new RmsProp(0.001));

    private final IUpdater settings;

    Updater(IUpdater settings) {
      this.settings = settings;
    }
  }

  @Param Updater updater;

  private Optimizer optimizer;
  private float[] weights;
  private float[] gradients;
  private int iteration;

  /** Makes the optimiser's state. */
  @Setup
  public void compile() {
    Subject subject = Subject.convNet(128, Normalization.BATCH);
    Definition definition = Definition.of(subject.configuration(updater.settings));
    Program program = Translator.translate(definition, subject.input());
    optimizer = new Optimizer(definition, program, TrainingState.FRESH);
    weights = new float[program.size()];
    gradients = new float[program.trainable()];
    Arrays.fill(gradients, 0.001f);
  }

  /** All parameters once. */
  @Benchmark
  public float[] step() {
    optimizer.step(weights, gradients, iteration++, 0);
    return weights;
  }
}
