package io.proxynas.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.datasets.iterator.IteratorDataSetIterator;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** A validation looks at the test data first, since a full training may take hours. */
class UnusableTestDataTest {

  /** Counts what trainings save, at least once each, in all copies that Arbiter makes of it. */
  private static final class CountingSaver extends InMemoryModelSaver<MultiLayerNetwork> {
    private static final long serialVersionUID = 1;

    private static final AtomicInteger SAVED = new AtomicInteger();

    @Override
    public void saveBestModel(MultiLayerNetwork network, double score) throws IOException {
      SAVED.incrementAndGet();
      super.saveBestModel(network, score);
    }
  }

  @AfterEach
  void testDataAreUntouched() {
    GivenData.test = GivenData::untouched;
  }

  private static Object data(INDArray features, float... label) {
    INDArray labels = Nd4j.createFromArray(new float[][] {label});
    return new ExistingDataSetIterator(List.of(new DataSet(features, labels)));
  }

  private static INDArray image(int size) {
    return Nd4j.zeros(1, 1, size, size);
  }

  private static Arguments test(Supplier<Object> test, String message) {
    return Arguments.of(test, message);
  }

  static Stream<Arguments> data() {
    return Stream.of(
        test(() -> null, "its test data are null"),
        test(GivenData::untouched, "the test set is not touched"),
        test(
            () -> {
              throw new UnsupportedOperationException();
            },
            "java.lang.UnsupportedOperationException"),
        test(
            () -> new IteratorDataSetIterator(TinyData.images(1, 2, false).iterator(), 1),
            "images must come from an iterator that can be reset, but org.deeplearning4j"),
        test(
            () -> data(image(8), 0.3f, 0.7f, 0),
            "a proxy is made of images with one class each; not supported: regression or soft labels such as [0.3, 0.7, 0.0]"),
        test(
            () -> data(Nd4j.zeros(1, 30), 1, 0, 0),
            "rows of 30 values must be images of a known shape, but the shape given is 1x8x8"),
        test(
            () -> data(image(4), 1, 0, 0),
            "test images must have the shape of the training images, 1x8x8, but have 1x4x4"),
        test(
            () -> data(image(8), 1, 0),
            "test images must have the 3 classes of the training images, but have 2"));
  }

  @ParameterizedTest
  @MethodSource("data")
  void validate_unusableTestData_isRefusedBeforeTheFullTrainings(
      Supplier<Object> test, String message) throws Exception {
    GivenData.train = new TinyData().trainData();
    GivenData.test = test;
    OptimizationConfiguration configuration = Searches.random(space(), 1);
    configuration.setDataSource(GivenData.class);
    ArbiterProxy proxy = ArbiterProxy.accelerate(configuration, "random-ipc8");
    new LocalOptimizationRunner(configuration).execute();
    int bySearch = CountingSaver.SAVED.get();

    assertThatThrownBy(() -> proxy.validate(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "a search must have test images like its training images before it is validated, but: "
                + message);

    assertThat(CountingSaver.SAVED).hasValue(bySearch);
    GivenData.test = new TinyData()::testData;
    assertThat(proxy.validate(3).ranking().trained()).hasSize(1);
    assertThat(CountingSaver.SAVED).hasValueGreaterThan(bySearch);
  }

  private static MultiLayerSpace space() {
    return Searches.chain()
        .earlyStoppingConfiguration(
            new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
                .epochTerminationConditions(new MaxEpochsTerminationCondition(1))
                .scoreCalculator(
                    new DataSetLossCalculator(
                        new ListDataSetIterator<>(TinyData.images(5, 3, false), 15), true))
                .modelSaver(new CountingSaver())
                .build())
        .build();
  }
}
