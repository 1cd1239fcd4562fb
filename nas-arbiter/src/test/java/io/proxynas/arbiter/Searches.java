package io.proxynas.arbiter;

import java.util.Properties;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.conf.updater.AdamSpace;
import org.deeplearning4j.arbiter.layers.ConvolutionLayerSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.saving.InMemoryResultSaver;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.arbiter.scoring.impl.EvaluationScoreFunction;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Ordinary Arbiter searches over {@link TinyData}. */
public final class Searches {

  private Searches() {}

  /** Convolution and output, with a learning rate to find. */
  public static MultiLayerSpace.Builder chain() {
    return new MultiLayerSpace.Builder()
        .seed(42)
        .weightInit(WeightInit.XAVIER)
        .updater(new AdamSpace(new ContinuousParameterSpace(0.002, 0.02)))
        .l2(1e-4)
        .setInputType(InputType.convolutional(TinyData.SIZE, TinyData.SIZE, 1))
        .addLayer(
            new ConvolutionLayerSpace.Builder()
                .kernelSize(3, 3)
                .nOut(new IntegerParameterSpace(2, 8))
                .activation(new DiscreteParameterSpace<>(Activation.RELU, Activation.TANH))
                .build())
        .addLayer(output())
        .numEpochs(4);
  }

  /** The same as a graph. */
  public static ComputationGraphSpace.Builder graph() {
    return new ComputationGraphSpace.Builder()
        .seed(42)
        .weightInit(WeightInit.XAVIER)
        .updater(new AdamSpace(new ContinuousParameterSpace(0.002, 0.02)))
        .addInputs("image")
        .setInputTypes(InputType.convolutional(TinyData.SIZE, TinyData.SIZE, 1))
        .addLayer(
            "convolution",
            new ConvolutionLayerSpace.Builder()
                .kernelSize(3, 3)
                .nOut(new IntegerParameterSpace(2, 8))
                .activation(Activation.RELU)
                .build(),
            "image")
        .addLayer("output", output(), "convolution")
        .setOutputs("output")
        .numEpochs(4);
  }

  /** Softmax over the classes. */
  public static OutputLayerSpace output() {
    return new OutputLayerSpace.Builder()
        .nOut(TinyData.CLASSES)
        .activation(Activation.SOFTMAX)
        .lossFunction(LossFunctions.LossFunction.MCXENT)
        .build();
  }

  /** A random search for accuracy. */
  public static OptimizationConfiguration random(ParameterSpace<?> space, int candidates) {
    return configuration(space, TinyData.properties(false, 20), candidates);
  }

  /** A random search for accuracy, with properties of {@link TinyData}. */
  public static OptimizationConfiguration configuration(
      ParameterSpace<?> space, Properties properties, int candidates) {
    return new OptimizationConfiguration.Builder()
        .candidateGenerator(new RandomSearchGenerator(space))
        .dataSource(TinyData.class, properties)
        .scoreFunction(new EvaluationScoreFunction(Evaluation.Metric.ACCURACY))
        .modelSaver(new InMemoryResultSaver())
        .terminationConditions(new MaxCandidatesCondition(candidates))
        .rngSeed(7)
        .build();
  }
}
