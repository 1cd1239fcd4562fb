package io.proxynas.arbiter.beta7;

import io.proxynas.arbiter.TinyData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Properties;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.conf.updater.AdamSpace;
import org.deeplearning4j.arbiter.layers.ConvolutionLayerSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.layers.SubsamplingLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.arbiter.scoring.impl.EvaluationScoreFunction;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Writes chain.json, chain.yaml and graph.json into the folder that is the first argument. */
public final class WriteConfigurations {

  public static void main(String[] args) throws Exception {
    Path folder = Paths.get(args[0]);
    OptimizationConfiguration chain = configuration(chain());
    write(folder.resolve("chain.json"), chain.toJson());
    write(folder.resolve("chain.yaml"), chain.toYaml());
    write(folder.resolve("graph.json"), configuration(graph()).toJson());
  }

  private static void write(Path file, String text) throws Exception {
    Files.write(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static OptimizationConfiguration configuration(
      ParameterSpace<?> space) {
    Properties properties = new Properties();
    properties.setProperty("batch", "20");
    return new OptimizationConfiguration.Builder()
        .candidateGenerator(new RandomSearchGenerator(space))
        .dataSource(TinyData.class, properties)
        .scoreFunction(new EvaluationScoreFunction(Evaluation.Metric.ACCURACY))
        .terminationConditions(new MaxCandidatesCondition(2))
        .build();
  }

  private static MultiLayerSpace chain() {
    return new MultiLayerSpace.Builder()
        .seed(42)
        .weightInit(WeightInit.XAVIER)
        .l2(1e-4)
        .updater(new AdamSpace(new ContinuousParameterSpace(0.002, 0.02)))
        .setInputType(InputType.convolutional(8, 8, 1))
        .addLayer(
            new ConvolutionLayerSpace.Builder()
                .kernelSize(3, 3)
                .nOut(new IntegerParameterSpace(2, 8))
                .activation(new DiscreteParameterSpace<>(Activation.RELU, Activation.TANH))
                .build(),
            new IntegerParameterSpace(1, 2))
        .addLayer(
            new SubsamplingLayerSpace.Builder()
                .kernelSize(2, 2)
                .stride(2, 2)
                .poolingType(SubsamplingLayer.PoolingType.MAX)
                .build())
        .addLayer(output())
        .numEpochs(4)
        .build();
  }

  private static ComputationGraphSpace graph() {
    return new ComputationGraphSpace.Builder()
        .seed(42)
        .weightInit(WeightInit.XAVIER)
        .updater(new AdamSpace(new ContinuousParameterSpace(0.002, 0.02)))
        .addInputs("image")
        .setInputTypes(InputType.convolutional(8, 8, 1))
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
        .numEpochs(4)
        .build();
  }

  private static OutputLayerSpace output() {
    return new OutputLayerSpace.Builder()
        .nOut(3)
        .activation(Activation.SOFTMAX)
        .lossFunction(LossFunctions.LossFunction.MCXENT)
        .build();
  }
}
