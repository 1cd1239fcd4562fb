package io.proxynas.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Network;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

class TrainerTest {

  private static final ImageShape SHAPE = new ImageShape(1, 12, 12);
  private static final ConvNet NET =
      new ConvNet(
          2, 8, ConvNet.Activation.RELU, ConvNet.Normalization.BATCH, ConvNet.Pooling.AVERAGE);
  private static final Recipe RECIPE =
      new Recipe(4, 8, 0.05, 0.9, 5e-4, Optional.of(SiameseAugmentation.ALL));

  /** Class c has a bright disc at its own place, under noise. */
  private static LabelledImages discs(int count, long seed) {
    RandomGenerator random = new Seed(seed).generator();
    float[] pixels = new float[count * SHAPE.size()];
    int[] labels = new int[count];
    for (int n = 0; n < count; n++) {
      labels[n] = n % 3;
      for (int y = 0; y < 12; y++) {
        for (int x = 0; x < 12; x++) {
          boolean disc = Math.hypot(y - 3 - 3 * labels[n], x - 3 - 3 * labels[n]) < 3;
          pixels[n * 144 + y * 12 + x] = (disc ? 2 : 0) + (float) random.nextGaussian();
        }
      }
    }
    return new LabelledImages(
        SHAPE, List.of("a", "b", "c"), new FloatPixels(pixels, SHAPE.size()), labels);
  }

  @Test
  void train_separableImages_generalises() throws InterruptedException {
    List<Long> epochs = new ArrayList<>();
    try (TrainedNetwork network =
        new Trainer(RECIPE.withEpochs(8))
            .train(NET, discs(93, 1), new Seed(1), (done, total) -> epochs.add(done))) {
      Evaluation evaluation = network.evaluate(discs(120, 2));

      assertThat(evaluation.accuracy()).isGreaterThan(0.9);
      assertThat(evaluation.loss()).isLessThan(0.5);
      assertThat(network.trainingLoss()).isBetween(0.0, 1.0);
      assertThat(epochs).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }
  }

  @Test
  void train_goodEnough_stopsAfterThatEpoch() throws InterruptedException {
    LabelledImages data = discs(93, 1);
    List<Long> epochs = new ArrayList<>();
    Trainer.Stop stop = network -> network.evaluate(data).accuracy() > 0.8;
    try (TrainedNetwork network =
        new Trainer(RECIPE.withEpochs(50))
            .train(NET, data, new Seed(1), stop, (done, total) -> epochs.add(done))) {
      assertThat(network.evaluate(data).accuracy()).isGreaterThan(0.8);
      assertThat(epochs).hasSizeLessThan(50);
    }
  }

  @Test
  void learningCurveArea_isTheSumOfAllEpochsLosses() throws InterruptedException {
    double[] sum = {0};
    Trainer.Stop adding =
        network -> {
          sum[0] += network.trainingLoss();
          return false;
        };
    try (TrainedNetwork network =
        new Trainer(RECIPE.withEpochs(4))
            .train(NET, discs(30, 1), new Seed(1), adding, Progress.NONE)) {
      assertThat(network.learningCurveArea()).isEqualTo(sum[0]);
      assertThat(network.learningCurveArea()).isGreaterThan(4 * network.trainingLoss());
    }
  }

  @Test
  void train_sameSeed_givesTheSameBits() throws InterruptedException {
    LabelledImages data = discs(30, 1);
    Evaluation first;
    double loss;
    try (TrainedNetwork network =
        new Trainer(RECIPE).train(NET, data, new Seed(1), Progress.NONE)) {
      first = network.evaluate(data);
      loss = network.trainingLoss();
    }
    try (TrainedNetwork network =
        new Trainer(RECIPE).train(NET, data, new Seed(1), Progress.NONE)) {
      assertThat(network.evaluate(data)).isEqualTo(first);
      assertThat(network.trainingLoss()).isEqualTo(loss);
    }
    try (TrainedNetwork network =
        new Trainer(RECIPE).train(NET, data, new Seed(2), Progress.NONE)) {
      assertThat(network.trainingLoss()).isNotEqualTo(loss);
    }
  }

  @Test
  void goOn_fromAPause_givesTheBitsOfATrainingWithoutOne() throws InterruptedException {
    LabelledImages data = discs(30, 1);
    PausedTraining paused;
    try (TrainedNetwork first =
        new Trainer(RECIPE.firstEpochs(1)).train(NET, data, new Seed(1), Progress.NONE)) {
      paused = first.pause().orElseThrow();
      first.estimateStatistics(discs(60, 3)); // has no part in what goes on
    }
    try (TrainedNetwork second =
        new Trainer(RECIPE.firstEpochs(3)).goOn(paused, NET, data, new Seed(1), Progress.NONE)) {
      assertThat(second.earlierEpochs()).isEqualTo(1);
      paused = second.pause().orElseThrow();
      assertThat(paused.epochs()).isEqualTo(3);
      assertThat(paused.bytes()).isEqualTo(4 * (second.snapshot().length + second.parameters()));
    }
    try (TrainedNetwork straight =
            new Trainer(RECIPE).train(NET, data, new Seed(1), Progress.NONE);
        TrainedNetwork last =
            new Trainer(RECIPE).goOn(paused, NET, data, new Seed(1), Progress.NONE)) {
      assertThat(last.snapshot()).isEqualTo(straight.snapshot());
      assertThat(last.trainingLoss()).isEqualTo(straight.trainingLoss());
      assertThat(last.learningCurveArea()).isEqualTo(straight.learningCurveArea());
      assertThat(last.earlierEpochs()).isEqualTo(3);
      assertThat(straight.earlierEpochs()).isZero();
    }
  }

  @Test
  void train_firstEpochs_isTheWholeTrainingStopped() throws InterruptedException {
    LabelledImages data = discs(30, 1);
    try (TrainedNetwork first =
            new Trainer(RECIPE.firstEpochs(2)).train(NET, data, new Seed(1), Progress.NONE);
        TrainedNetwork stopped =
            new Trainer(RECIPE)
                .train(
                    NET,
                    data,
                    new Seed(1),
                    network -> network.pause().orElseThrow().epochs() == 2,
                    Progress.NONE)) {
      assertThat(first.snapshot()).isEqualTo(stopped.snapshot());
    }
  }

  /** A linear classifier behind dropout, whose generator is elsewhere after an epoch. */
  private record Dropping() implements Architecture {
    @Override
    public String id() {
      return "dropping";
    }

    @Override
    public ComputationGraphConfiguration configuration(ImageShape input, int classes, long seed) {
      return new NeuralNetConfiguration.Builder()
          .graphBuilder()
          .addInputs("image")
          .addLayer(
              "output",
              new OutputLayer.Builder()
                  .nOut(classes)
                  .dropOut(0.5)
                  .activation(Activation.SOFTMAX)
                  .build(),
              "image")
          .setOutputs("output")
          .setInputTypes(InputType.convolutional(input.height(), input.width(), input.channels()))
          .build();
    }
  }

  @Test
  void pause_afterDropoutDrew_isNone() throws InterruptedException {
    try (TrainedNetwork network =
        new Trainer(RECIPE.firstEpochs(1))
            .train(new Dropping(), discs(9, 1), new Seed(1), Progress.NONE)) {
      assertThat(network.trainedBy()).isEqualTo(TrainedBy.ENGINE);
      assertThat(network.pause()).isEmpty();
    }
  }

  @Test
  void goOn_withoutEpochsLeft_isRefused() throws InterruptedException {
    LabelledImages data = discs(30, 1);
    try (TrainedNetwork network =
        new Trainer(RECIPE.firstEpochs(2)).train(NET, data, new Seed(1), Progress.NONE)) {
      PausedTraining paused = network.pause().orElseThrow();
      Trainer trainer = new Trainer(RECIPE.firstEpochs(2));
      assertThatThrownBy(() -> trainer.goOn(paused, NET, data, new Seed(1), Progress.NONE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "a paused training that goes on must have done fewer than 2 epochs, but had done 2");
    }
  }

  /** On a device what is observed is computed elsewhere, and rounds otherwise. */
  @Test
  @Tag("arrays")
  void train_observed_isUnchangedAndHearsOfEachImageOnceAnEpoch() throws InterruptedException {
    LabelledImages data = discs(30, 1);
    int[] heard = new int[30];
    int[] right = {0, 0};
    PredictionObserver observer =
        (image, isRight) -> right[heard[image]++ < 7 ? 0 : 1] += isRight ? 1 : 0;
    try (TrainedNetwork plain =
            new Trainer(RECIPE.withEpochs(8)).train(NET, data, new Seed(1), Progress.NONE);
        TrainedNetwork observed =
            new Trainer(RECIPE.withEpochs(8))
                .train(NET, data, new Seed(1), Progress.NONE, observer)) {
      assertThat(observed.trainingLoss()).isEqualTo(plain.trainingLoss());
      assertThat(observed.evaluate(data)).isEqualTo(plain.evaluate(data));
      assertThat(heard).containsOnly(8);
      assertThat(right[1]).isBetween(24, 30); // the last epoch, of a network that has learned
      assertThat(right[0]).isLessThan(7 * 30);
    }
  }

  @Test
  void trainWithCurve_isUnchangedAndEndsWithItsScores() throws InterruptedException {
    LabelledImages data = discs(30, 1);
    LabelledImages scored = discs(61, 2); // 31 at even places, 30 at odd ones
    try (TrainedNetwork plain = new Trainer(RECIPE).train(NET, data, new Seed(1), Progress.NONE);
        TrainedNetwork curved =
            new Trainer(RECIPE)
                .trainWithCurve(NET, data, new Seed(1), Progress.NONE, scored, Optional.empty())) {
      assertThat(curved.trainingLoss()).isEqualTo(plain.trainingLoss());
      assertThat(curved.evaluate(scored)).isEqualTo(plain.evaluate(scored));
      assertThat(plain.curve()).isEmpty();

      EpochScores last = curved.curve().get(RECIPE.epochs() - 1);
      assertThat(curved.curve()).hasSize(RECIPE.epochs());
      assertThat(last.all()).isEqualTo(plain.evaluate(scored));
      assertThat(last.trainingLoss()).isEqualTo(plain.trainingLoss());
      assertThat(curved.curve().stream().mapToDouble(EpochScores::trainingLoss).sum())
          .isEqualTo(plain.learningCurveArea());
      assertThat(last.even()).isEqualTo(plain.evaluate(everySecond(scored, 0)));
      assertThat(last.odd()).isEqualTo(plain.evaluate(everySecond(scored, 1)));
    }
  }

  @Test
  void trainWithCurve_anEpoch_isThatOfATrainingThatEndsThere() throws InterruptedException {
    LabelledImages data = discs(30, 1);
    try (TrainedNetwork stopped =
            new Trainer(RECIPE).train(NET, data, new Seed(1), network -> true, Progress.NONE);
        TrainedNetwork curved =
            new Trainer(RECIPE)
                .trainWithCurve(NET, data, new Seed(1), Progress.NONE, data, Optional.empty())) {
      assertThat(curved.curve().get(0).all()).isEqualTo(stopped.evaluate(data));
      assertThat(curved.curve().get(0).trainingLoss()).isEqualTo(stopped.trainingLoss());
    }
  }

  @Test
  void trainWithCurve_byOtherStatistics_trainsTheSameAndScoresByThem() throws InterruptedException {
    LabelledImages data = discs(30, 1);
    LabelledImages scored = discs(61, 2);
    LabelledImages real = discs(70, 3);
    try (TrainedNetwork plain = new Trainer(RECIPE).train(NET, data, new Seed(1), Progress.NONE);
        TrainedNetwork curved =
            new Trainer(RECIPE)
                .trainWithCurve(NET, data, new Seed(1), Progress.NONE, scored, Optional.of(real))) {
      Evaluation byTraining = plain.evaluate(scored);
      plain.estimateStatistics(real);

      assertThat(plain.evaluate(scored)).isNotEqualTo(byTraining);
      assertThat(curved.trainingLoss()).isEqualTo(plain.trainingLoss());
      assertThat(curved.curve().get(RECIPE.epochs() - 1).all()).isEqualTo(plain.evaluate(scored));
      assertThat(curved.snapshot()).isEqualTo(plain.snapshot());
    }
  }

  @Test
  void estimateStatistics_withoutBatchNormalisation_keepsAllBits() throws InterruptedException {
    ConvNet net =
        new ConvNet(
            2, 8, ConvNet.Activation.RELU, ConvNet.Normalization.INSTANCE, ConvNet.Pooling.MAX);
    LabelledImages data = discs(30, 1);
    try (TrainedNetwork network =
        new Trainer(RECIPE).train(net, data, new Seed(1), Progress.NONE)) {
      float[] before = network.snapshot();
      network.estimateStatistics(discs(70, 3));
      assertThat(network.snapshot()).isEqualTo(before);
    }
  }

  @Test
  void estimateStatistics_interrupted_leavesThemAsTheyWere() throws InterruptedException {
    LabelledImages data = discs(30, 1);
    try (TrainedNetwork network =
        new Trainer(RECIPE).train(NET, data, new Seed(1), Progress.NONE)) {
      float[] before = network.snapshot();
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> network.estimateStatistics(data))
          .isInstanceOf(InterruptedException.class)
          .hasMessage("the estimate of statistics was interrupted");
      assertThat(network.snapshot()).isEqualTo(before);
    }
  }

  private static LabelledImages everySecond(LabelledImages images, int first) {
    return images.select(
        IntStream.range(0, images.size()).filter(place -> place % 2 == first).toArray());
  }

  @Test
  void embed_anyBatch_givesARowAnImage() throws InterruptedException {
    ConvNet net =
        new ConvNet(
            2, 8, ConvNet.Activation.RELU, ConvNet.Normalization.INSTANCE, ConvNet.Pooling.MAX);
    LabelledImages data = discs(53, 1);
    try (TrainedNetwork trained = new Trainer(RECIPE).train(net, data, new Seed(1), Progress.NONE);
        Network network =
            Network.compile(net.configuration(SHAPE, data.classes(), 1), data.shape())) {
      network.restore(trained.snapshot());
      float[] all = TrainedNetwork.embed(network, data);
      float[] last = TrainedNetwork.embed(network, data.select(new int[] {52}));

      assertThat(network.embeddingSize()).isEqualTo(8 * 3 * 3);
      assertThat(all).hasSize(53 * 72);
      assertThat(last)
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(java.util.Arrays.copyOfRange(all, 52 * 72, 53 * 72));
    }
  }

  @Test
  void evaluate_matchesDl4j() throws InterruptedException {
    LabelledImages data = discs(60, 3);
    try (TrainedNetwork network =
        new Trainer(RECIPE).train(NET, data, new Seed(1), Progress.NONE)) {
      float[] pixels = new float[60 * SHAPE.size()];
      for (int i = 0; i < 60; i++) {
        data.pixels().copy(i, pixels, i * SHAPE.size());
      }
      var output =
          network
              .toDl4j()
              .outputSingle(
                  org.nd4j.linalg.factory.Nd4j.create(pixels, new long[] {60, 1, 12, 12}, 'c'));
      int right = 0;
      for (int i = 0; i < 60; i++) {
        right += output.getRow(i).argMax().getInt(0) == data.labels()[i] ? 1 : 0;
      }
      assertThat(network.evaluate(data).accuracy()).isCloseTo(right / 60.0, within(1e-12));
    }
  }

  @Test
  void train_divergingLoss_isAnArithmeticException() {
    Recipe wild = new Recipe(5, 8, 1e30, 0.9, 0, Optional.empty());
    ConvNet plain =
        new ConvNet(
            1, 8, ConvNet.Activation.LEAKY_RELU, ConvNet.Normalization.NONE, ConvNet.Pooling.NONE);
    assertThatThrownBy(
            () -> new Trainer(wild).train(plain, discs(30, 1), new Seed(1), Progress.NONE))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageMatching("the training loss must be finite, but was \\S+ in epoch \\d of 5");
  }

  /** A search goes on after an error, so nobody else would free what the network has. */
  @Test
  void train_endedByAnError_closesTheNetwork() {
    Trainer.Stop error =
        network -> {
          throw new OutOfMemoryError("of a test");
        };
    long before = Pointer.totalCount();

    assertThatThrownBy(
            () -> new Trainer(RECIPE).train(NET, discs(30, 1), new Seed(1), error, Progress.NONE))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
  }

  @Test
  void train_interrupted_stops() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () -> new Trainer(RECIPE).train(NET, discs(30, 1), new Seed(1), Progress.NONE))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void new_badRecipes_areRejected() {
    assertThatThrownBy(() -> RECIPE.withEpochs(0))
        .hasMessage("epochs must be at least 1, but was 0");
    assertThatThrownBy(() -> new Recipe(1, 0, 1, 0, 0, Optional.empty()))
        .hasMessage("the batch size must be at least 1, but was 0");
    assertThatThrownBy(() -> new Recipe(1, 1, 0, 0, 0, Optional.empty()))
        .hasMessage("the learning rate must be above 0, but was 0.0");
    assertThatThrownBy(() -> new Recipe(1, 1, 1, 1, 0, Optional.empty()))
        .hasMessage("momentum must be in [0, 1), but was 1.0");
    assertThatThrownBy(() -> new Recipe(1, 1, 1, 0, -1, Optional.empty()))
        .hasMessage("weight decay must be at least 0, but was -1.0");
  }
}
