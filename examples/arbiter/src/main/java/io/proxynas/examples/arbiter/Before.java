package io.proxynas.examples.arbiter;

import java.util.Properties;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.conf.updater.AdamSpace;
import org.deeplearning4j.arbiter.layers.ConvolutionLayerSpace;
import org.deeplearning4j.arbiter.layers.DenseLayerSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.layers.SubsamplingLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.deeplearning4j.arbiter.scoring.impl.EvaluationScoreFunction;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** An ordinary Arbiter search. The argument is the number of candidates, 30 without. */
public final class Before {

  private Before() {}

  /** Runs the search. */
  public static void main(String[] arguments) throws Exception {
    int candidates = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30;
    OptimizationConfiguration configuration = configuration(candidates);
    LocalOptimizationRunner runner = new LocalOptimizationRunner(configuration);
    runner.execute();
    System.out.printf(
        "best accuracy %.3f by candidate %d%n",
        runner.bestScore(), runner.bestScoreCandidateIndex());
  }

  static OptimizationConfiguration configuration(int candidates) {
    MultiLayerSpace space =
        new MultiLayerSpace.Builder()
            .seed(42)
            .updater(
                new AdamSpace(new ContinuousParameterSpace(new LogUniformDistribution(3e-4, 1e-2))))
            .activation(
                new DiscreteParameterSpace<>(Activation.RELU, Activation.TANH, Activation.SIGMOID))
            .setInputType(InputType.convolutional(28, 28, 1))
            .addLayer(convolution(4, 16))
            .addLayer(
                new SubsamplingLayerSpace.Builder()
                    .poolingType(new DiscreteParameterSpace<>(PoolingType.MAX, PoolingType.AVG))
                    .kernelSize(2, 2)
                    .stride(2, 2)
                    .build())
            .addLayer(convolution(8, 24))
            .addLayer(new DenseLayerSpace.Builder().nOut(new IntegerParameterSpace(16, 96)).build())
            .addLayer(
                new OutputLayerSpace.Builder()
                    .nOut(10)
                    .activation(Activation.SOFTMAX)
                    .lossFunction(LossFunction.MCXENT)
                    .build())
            .numEpochs(3)
            .build();
    return new OptimizationConfiguration.Builder()
        .candidateGenerator(new RandomSearchGenerator(space))
        .dataSource(FashionImages.class, new Properties())
        .scoreFunction(new EvaluationScoreFunction(Evaluation.Metric.ACCURACY))
        .terminationConditions(new MaxCandidatesCondition(candidates))
        .rngSeed(12345)
        .build();
  }

  private static ConvolutionLayerSpace convolution(int least, int most) {
    return new ConvolutionLayerSpace.Builder()
        .kernelSize(new DiscreteParameterSpace<>(new int[] {3, 3}, new int[] {5, 5}))
        .nOut(new IntegerParameterSpace(least, most))
        .build();
  }
}
