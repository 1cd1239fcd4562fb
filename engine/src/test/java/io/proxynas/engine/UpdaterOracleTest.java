package io.proxynas.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.layer.UnsupportedLayerException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.CycleSchedule;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.InverseSchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.SigmoidSchedule;
import org.nd4j.linalg.schedule.StepSchedule;

/** The configuration's own updaters against DL4J over 20 steps. */
class UpdaterOracleTest {

  private static final ImageShape SHAPE = new ImageShape(2, 6, 5);

  private static final Map<String, UnaryOperator<NeuralNetConfiguration.Builder>> SETTINGS =
      settings();

  private static UnaryOperator<NeuralNetConfiguration.Builder> updater(IUpdater updater) {
    return builder -> builder.updater(updater);
  }

  private static Map<String, UnaryOperator<NeuralNetConfiguration.Builder>> settings() {
    Map<String, UnaryOperator<NeuralNetConfiguration.Builder>> settings = new LinkedHashMap<>();
    settings.put("Sgd", updater(new Sgd(0.05)));
    settings.put("Nesterovs", updater(new Nesterovs(0.02, 0.9)));
    settings.put("Adam", updater(new Adam(0.003, 0.8, 0.95, 1e-6)));
    settings.put("RmsProp", updater(new RmsProp(0.002, 0.9, 1e-4)));
    settings.put(
        "Sgd by iterations",
        updater(new Sgd(new ExponentialSchedule(ScheduleType.ITERATION, 0.05, 0.9))));
    settings.put(
        "Adam by iterations",
        updater(new Adam(new StepSchedule(ScheduleType.ITERATION, 0.004, 0.5, 4))));
    settings.put(
        "Nesterovs by iterations, momentum too",
        updater(
            new Nesterovs(
                new StepSchedule(ScheduleType.ITERATION, 0.02, 0.5, 7),
                new ExponentialSchedule(ScheduleType.ITERATION, 0.9, 0.95))));
    settings.put(
        "Sgd by epochs", updater(new Sgd(new ExponentialSchedule(ScheduleType.EPOCH, 0.05, 0.7))));
    for (ISchedule schedule : schedules()) {
      settings.put("Sgd by " + schedule, updater(new Sgd(schedule)));
    }
    settings.put(
        "another updater for biases", b -> b.updater(new Adam(0.003)).biasUpdater(new Sgd(0.1)));
    settings.put("l1 and l2", b -> b.updater(new Sgd(0.05)).l1(0.02).l2(0.1));
    settings.put("l1 and l2 of biases", b -> b.updater(new Adam(0.003)).l1Bias(0.2).l2Bias(0.3));
    settings.put("decoupled decay", b -> b.updater(new Adam(0.003)).weightDecay(0.5));
    settings.put(
        "decay without the rate",
        b -> b.updater(new Nesterovs(0.02, 0.9)).weightDecay(0.01, false));
    for (GradientNormalization mode : GradientNormalization.values()) {
      settings.put(
          "gradient limit " + mode,
          b ->
              b.updater(new Sgd(0.05))
                  .gradientNormalization(mode)
                  .gradientNormalizationThreshold(
                      mode == GradientNormalization.ClipElementWiseAbsoluteValue ? 0.02 : 0.1));
    }
    return settings;
  }

  /** One of each kind that is not tested above, about 0.05 at the start. */
  private static List<ISchedule> schedules() {
    return List.of(
        new FixedSchedule(0.05),
        new InverseSchedule(ScheduleType.ITERATION, 0.05, 0.1, 0.7),
        new MapSchedule(ScheduleType.EPOCH, Map.of(0, 0.05, 2, 0.02)),
        new PolySchedule(ScheduleType.ITERATION, 0.05, 2, 30),
        new RampSchedule(new FixedSchedule(0.1), 10),
        new SigmoidSchedule(ScheduleType.ITERATION, 0.1, 0.3, 8),
        new CycleSchedule(ScheduleType.ITERATION, 0.1, 16));
  }

  static Set<String> names() {
    return SETTINGS.keySet();
  }

  private static MultiLayerConfiguration configuration(
      UnaryOperator<NeuralNetConfiguration.Builder> settings, boolean batchNormalization) {
    var list =
        settings
            .apply(new NeuralNetConfiguration.Builder().seed(5).weightInit(WeightInit.XAVIER))
            .list()
            .layer(new ConvolutionLayer.Builder(3, 3).nOut(8).activation(Activation.TANH).build());
    if (batchNormalization) {
      list.layer(new BatchNormalization());
    }
    return list.layer(new DenseLayer.Builder().nOut(6).activation(Activation.TANH).build())
        .layer(
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(OracleCase.CLASSES)
                .activation(Activation.SOFTMAX)
                .build())
        .setInputType(InputType.convolutional(SHAPE.height(), SHAPE.width(), SHAPE.channels()))
        .build();
  }

  @ParameterizedTest
  @MethodSource("names")
  void train_asDl4j(String name) {
    boolean limits = name.startsWith("gradient limit");
    OracleCase.of(
            configuration(SETTINGS.get(name), !limits),
            SHAPE,
            false,
            BackendChoice.automatic().backend())
        .checkOwn(20);
  }

  @Test
  void train_unknownUpdater_isRejectedByName() {
    MultiLayerConfiguration configuration = configuration(updater(new AdaGrad(0.1)), false);
    try (Network network = Network.compile(configuration, SHAPE)) {
      assertThatThrownBy(() -> network.train(new float[SHAPE.size()], new int[1], 0, 1))
          .isInstanceOf(UnsupportedLayerException.class)
          .hasMessage(
              "the engine knows Sgd, Nesterovs, Adam and RmsProp, but layer layer0 has"
                  + " org.nd4j.linalg.learning.config.AdaGrad");
    }
  }
}
