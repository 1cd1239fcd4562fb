package io.proxynas.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.arbiter.scoring.impl.RegressionScoreFunction;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.datasets.iterator.IteratorDataSetIterator;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.evaluation.regression.RegressionEvaluation.Metric;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.adapter.MultiDataSetIteratorAdapter;
import org.nd4j.linalg.factory.Nd4j;

/** Each is refused by name, and its configuration stays as it was. */
class UnsupportedSearchesTest {

  private static Object data(INDArray features, INDArray labels) {
    return new ExistingDataSetIterator(List.of(new DataSet(features, labels)));
  }

  private static INDArray oneHot() {
    return Nd4j.createFromArray(new float[][] {{1, 0, 0}});
  }

  private static INDArray image() {
    return Nd4j.zeros(1, 1, 8, 8);
  }

  static Stream<Arguments> data() {
    DataSet masked = new DataSet(image(), oneHot());
    masked.setLabelsMaskArray(Nd4j.ones(1, 1));
    return Stream.of(
        Arguments.of(
            data(Nd4j.zeros(1, 8, 5), oneHot()), "not supported: sequence data of shape [1, 8, 5]"),
        Arguments.of(
            data(Nd4j.zeros(1, 1, 8, 8, 8), oneHot()),
            "not supported: data of shape [1, 1, 8, 8, 8]"),
        Arguments.of(
            data(image(), Nd4j.createFromArray(new float[][] {{0.3f, 0.7f, 0}})),
            "not supported: regression or soft labels such as [0.3, 0.7, 0.0]"),
        Arguments.of(
            data(image(), Nd4j.createFromArray(new float[][] {{1, 1, 0}})), "such as [1.0, 1.0, 0"),
        Arguments.of(
            data(image(), Nd4j.zeros(1, 3)), "regression or soft labels such as [0.0, 0.0, 0.0]"),
        Arguments.of(
            data(image(), Nd4j.ones(1, 1)), "not supported: regression or a single output"),
        Arguments.of(data(image(), Nd4j.ones(1, 3, 4)), "not supported: labels of shape [1, 3, 4]"),
        Arguments.of(
            new ListDataSetIterator<>(List.of(masked), 1), "data with masks, as sequences have"),
        Arguments.of(
            data(Nd4j.zeros(1, 64), oneHot()), "rows of 64 values must be images of a known shape"),
        Arguments.of(
            new IteratorDataSetIterator(List.of(new DataSet(image(), oneHot())).iterator(), 1),
            "must come from an iterator that can be reset, but org.deeplearning4j.datasets.iterator.Iterator"),
        Arguments.of(
            new MultiDataSetIteratorAdapter(
                new ListDataSetIterator<>(TinyData.images(2, 1, false), 1)),
            "MultiDataSetIteratorAdapter, which is not supported"),
        Arguments.of("images", "came as java.lang.String, which is not supported"),
        Arguments.of(new ListDataSetIterator<>(List.<DataSet>of(), 1), "must be at least 1 image"),
        Arguments.of(
            new ListDataSetIterator<>(TinyData.images(1, 1, false), 1),
            "a validation split needs at least 2 images of each class"),
        Arguments.of(
            new ListDataSetIterator<>(TinyData.images(3, 1, false), 1),
            "images per class must be in [1, 2] for class"));
  }

  @ParameterizedTest
  @MethodSource("data")
  void data_ofAnotherKindAreRefused(Object data, String message) {
    GivenData.train = data;
    MultiLayerSpace.Builder space = Searches.chain();
    if (message.startsWith("rows")) {
      space.setInputType(InputType.feedForward(64));
    }
    OptimizationConfiguration configuration = Searches.random(space.build(), 1);
    configuration.setDataSource(GivenData.class);
    assertRefused(configuration, "random-ipc5", message);
  }

  static Stream<Arguments> configurations() {
    return Stream.of(
        configuration(
            c -> c.setScoreFunction(new RegressionScoreFunction(Metric.MSE)),
            "regression is not supported"),
        configuration(
            c ->
                c.setCandidateGenerator(
                    new RandomSearchGenerator(Searches.chain().build(), Map.of("batch", 5))),
            "the generator has the data parameters {batch=5}, which are not supported"),
        configuration(
            c ->
                c.setCandidateGenerator(new RandomSearchGenerator(new IntegerParameterSpace(1, 2))),
            "must be a MultiLayerSpace or ComputationGraphSpace, but was a"),
        configuration(c -> c.setDataSource(null), "has neither"),
        configuration(
            c ->
                c.setCandidateGenerator(
                    new RandomSearchGenerator(
                        Searches.chain().setInputType(InputType.recurrent(8)).build())),
            "a space must be made for images, but its input is InputTypeRecurrent"),
        configuration(
            c ->
                c.setCandidateGenerator(
                    new RandomSearchGenerator(
                        Searches.chain()
                            .setInputType(InputType.convolutional(8, 8, 1, CNN2DFormat.NHWC))
                            .build())),
            "the space wants NHWC, which is not supported"));
  }

  private static Arguments configuration(
      Consumer<OptimizationConfiguration> change, String message) {
    return Arguments.of(change, message);
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void configurations_ofAnotherKindAreRefused(
      Consumer<OptimizationConfiguration> change, String message) {
    OptimizationConfiguration configuration = Searches.random(Searches.chain().build(), 1);
    change.accept(configuration);
    assertRefused(configuration, "random-ipc5", message);
  }

  @Test
  void proxies_ofUnknownNamesAreRefused() {
    OptimizationConfiguration configuration = Searches.random(Searches.chain().build(), 1);
    assertRefused(configuration, "dm", "a proxy made by dm must be named dm-ipc<N>");
    assertRefused(configuration, "nonsense", "the proxy must be one of dm-ipc<N>");
    assertRefused(configuration, "random-ipc500", "500");
  }

  @Test
  void accelerate_refusesASecondTime() {
    OptimizationConfiguration configuration = Searches.random(Searches.chain().build(), 1);
    ArbiterProxy.accelerate(configuration, "random-ipc5");
    assertRefused(configuration, "random-ipc5", "can be accelerated once");
  }

  @Test
  void settings_outOfRangeAreRefused() {
    OptimizationConfiguration configuration = Searches.random(Searches.chain().build(), 1);
    assertThatThrownBy(
            () ->
                ArbiterProxy.builder("random-ipc5").validationFraction(1).accelerate(configuration))
        .hasMessage("the validation fraction must be in (0, 1), but was 1.0");
    assertThatThrownBy(() -> EpochRule.fixed(0)).hasMessage("epochs must be at least 1, but was 0");
    assertThatThrownBy(() -> EpochRule.sameUpdates(0))
        .hasMessage("the most passes must be at least 1, but was 0");
  }

  private static void assertRefused(
      OptimizationConfiguration configuration, String proxy, String message) {
    configuration.setResultSaver(null);
    Class<?> source = configuration.getDataSource();
    String before = configuration.toJson();
    assertThatThrownBy(() -> ArbiterProxy.accelerate(configuration, proxy))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining(message);
    assertThat(configuration.getDataSource()).isEqualTo(source);
    assertThat(configuration.toJson()).isEqualTo(before);
  }
}
