package io.proxynas.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Network;
import io.proxynas.engine.ResidentStandIn;
import io.proxynas.engine.RunningStatistics;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.augment.KindDraw;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.Pixels;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The two ways in which a network takes images, on a stand-in for a card. */
class FeedTest {

  private static final ImageShape SHAPE = new ImageShape(3, 12, 10);
  private static final int COUNT = 23;
  private static final Recipe RECIPE =
      new Recipe(1, 8, 0.01, 0.9, 5e-4, Optional.of(SiameseAugmentation.ALL));

  private final ResidentStandIn device = new ResidentStandIn();

  private static LabelledImages images(long seed) {
    RandomGenerator random = new Seed(seed).generator();
    float[] pixels = new float[COUNT * SHAPE.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    int[] labels = IntStream.range(0, COUNT).map(i -> i % 3).toArray();
    return new LabelledImages(SHAPE, List.of("a", "b", "c"), pixels, labels);
  }

  private EngineLearner learner() {
    ConvNet net =
        new ConvNet(
            2, 8, ConvNet.Activation.RELU, ConvNet.Normalization.BATCH, ConvNet.Pooling.AVERAGE);
    Network network = Network.compile(net.configuration(SHAPE, 3, 1), SHAPE, device);
    network.initialize(new Seed(1).generator());
    return new EngineLearner(network);
  }

  private static double train(Feed feed, KindDraw draw) {
    RandomGenerator random = new Seed(2).generator();
    int[] order = IntStream.range(0, COUNT).map(i -> (7 * i) % COUNT).toArray();
    for (int step = 0; step < 9; step++) {
      int from = step % 3 * 8;
      int count = Math.min(8, COUNT - from);
      feed.train(order, from, count, RECIPE.withKindDraw(draw), random, new Sgd(0.01, 0.9, 5e-4));
    }
    return feed.takeLoss();
  }

  @ParameterizedTest
  @EnumSource(KindDraw.class)
  void feed_ofADevice_trainsAndScoresAsThatOfArrays(KindDraw draw) throws InterruptedException {
    LabelledImages data = images(1);
    try (EngineLearner onDevice = learner();
        EngineLearner onArrays = learner()) {
      Feed resident = onDevice.feed(data);
      Feed arrays = new ArrayFeed(onArrays, data);
      assertThat(resident).isInstanceOf(ResidentFeed.class);

      assertThat(train(resident, draw)).isCloseTo(train(arrays, draw), within(1e-3));
      assertThat(resident.takeLoss()).isZero();
      assertThat(arrays.takeLoss()).isZero();

      assertThat(predictions(resident)).containsExactly(predictions(arrays), within(1e-4f));
      assertThat(onDevice.network().snapshot())
          .containsExactly(onArrays.network().snapshot(), within(1e-4f));
    }
  }

  private static float[] predictions(Feed feed) throws InterruptedException {
    float[] all = new float[3 * COUNT];
    feed.infer(
        (first, count, probabilities) ->
            System.arraycopy(probabilities, 0, all, 3 * first, 3 * count));
    return all;
  }

  @Test
  void measureStatistics_onADevice_areThoseOfArrays() throws InterruptedException {
    LabelledImages data = images(2);
    try (EngineLearner learner = learner()) {
      Network network = learner.network();
      RunningStatistics onDevice = new RunningStatistics(network.program());
      RunningStatistics onArrays = new RunningStatistics(network.program());
      learner.feed(data).measureStatistics(onDevice);
      new ArrayFeed(learner, data).measureStatistics(onArrays);
      network.takeStatistics(onDevice);
      float[] first = network.snapshot();
      network.takeStatistics(onArrays);

      assertThat(first).containsExactly(network.snapshot(), within(1e-5f));
    }
  }

  @Test
  void feed_ofTheSameSet_isCopiedOnce() {
    LabelledImages first = images(3);
    LabelledImages second = images(4);
    try (EngineLearner learner = learner()) {
      assertThat(learner.feed(first)).isSameAs(learner.feed(first));
      assertThat(learner.feed(second)).isNotSameAs(learner.feed(first));
      assertThat(device.open()).isEqualTo(2);
      learner.release(first);
      learner.release(images(5)); // has no feed
      assertThat(device.open()).isEqualTo(1);
      assertThat(learner.feed(first)).isNotNull();
      assertThat(device.open()).isEqualTo(2);
    }
    assertThat(device.open()).isZero();
  }

  @Test
  void feed_whoseImagesDoNotFitTheHeap_leavesNothingOnTheDevice() {
    LabelledImages images = images(3);
    Pixels tooMany =
        new Pixels() {
          @Override
          public int count() {
            return images.size();
          }

          @Override
          public int imageSize() {
            return SHAPE.size();
          }

          @Override
          public void copy(int index, float[] into, int offset) {
            throw new OutOfMemoryError("of a test");
          }
        };
    try (EngineLearner learner = learner()) {
      assertThatThrownBy(
              () ->
                  learner.feed(
                      new LabelledImages(SHAPE, images.classNames(), tooMany, images.labels())))
          .isInstanceOf(OutOfMemoryError.class);
      assertThat(device.open()).isZero();
    }
  }

  @Test
  void feed_ofMoreThanADeviceKeeps_copiesBatches() {
    device.keepsAtMost(4L * COUNT * SHAPE.size() - 1);
    try (EngineLearner learner = learner()) {
      assertThat(learner.feed(images(5))).isInstanceOf(ArrayFeed.class);
    }
  }
}
