package io.proxynas.condense.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.course.Course;
import io.proxynas.condense.set.Sets;
import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.LabelledImages;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkQueueTest {

  private static final ImageShape SHAPE = new ImageShape(1, 8, 8);
  private static final LabelledImages REAL = Sets.random(SHAPE, 12, "coat", "bag");
  private static final ConvNet NETWORK =
      new ConvNet(
          1, 8, ConvNet.Activation.RELU, ConvNet.Normalization.INSTANCE, ConvNet.Pooling.AVERAGE);
  private static final Sgd SGD = new Sgd(0.05, 0.9, 0);

  private static NetworkQueue queue(int capacity, int interval, int trained, int steps) {
    return new NetworkQueue(NETWORK, capacity, interval, trained, steps, 12, SGD, 2);
  }

  private static Course course() {
    return Course.of(Course.Listener.NONE);
  }

  private static float[] weights(Embedding embedding) {
    try (Network network = Network.compile(NETWORK.configuration(SHAPE, 2, 1), SHAPE)) {
      embedding.weights().accept(network);
      return network.snapshot();
    }
  }

  @Test
  void draw_sameSeed_givesSameNetworks() throws InterruptedException {
    NetworkQueue queue = queue(3, 2, 2, 2);
    try (EmbeddingSource one = queue.prepare(REAL, new Seed(4), 1, course());
        EmbeddingSource other = queue.prepare(REAL, new Seed(4), 3, course());
        EmbeddingSource third = queue.prepare(REAL, new Seed(5), 1, course())) {
      for (int i = 0; i < 6; i++) {
        Embedding expected = one.draw(i);
        Embedding actual = other.draw(i);
        assertThat(weights(actual)).isEqualTo(weights(expected));
        assertThat(actual.crossEntropy()).isEqualTo(expected.crossEntropy());
        assertThat(weights(third.draw(i))).isNotEqualTo(weights(expected));
      }
    }
  }

  @Test
  void draw_queueOfOne_trainsItAndTrustsItMore() throws InterruptedException {
    try (EmbeddingSource source = queue(1, 1000, 1, 5).prepare(REAL, new Seed(4), 1, course())) {
      Embedding fresh = source.draw(0);
      float[] before = weights(fresh);
      double first = source.draw(1).crossEntropy();
      Embedding last = source.draw(2);
      for (int i = 3; i < 40; i++) {
        last = source.draw(i);
      }

      assertThat(fresh.crossEntropy()).isZero();
      assertThat(weights(last)).isNotEqualTo(before);
      assertThat(first).isPositive();
      // Twelve images are soon learnt by heart; a guess between two classes gives 2 · 1/2.
      assertThat(last.crossEntropy()).isGreaterThan(Math.max(first, 1.5)).isLessThan(2);
    }
  }

  @Test
  void draw_fullQueueOfOneAtEachInterval_dropsTheOldForAFreshOne() throws InterruptedException {
    try (EmbeddingSource source = queue(1, 2, 1, 1).prepare(REAL, new Seed(4), 1, course())) {
      assertThat(source.draw(0).crossEntropy()).isZero();
      assertThat(source.draw(1).crossEntropy()).isPositive();
      assertThat(source.draw(2).crossEntropy()).isZero();
    }
  }

  @Test
  void draw_severalNetworks_takesAllOfThem() throws InterruptedException {
    try (EmbeddingSource source = queue(4, 1000, 1, 1).prepare(REAL, new Seed(4), 1, course())) {
      Set<Integer> trusted = new HashSet<>();
      int untrained = 0;
      for (int i = 0; i < 12; i++) {
        Embedding embedding = source.draw(i);
        untrained += embedding.crossEntropy() == 0 ? 1 : 0;
        trusted.add(Arrays.hashCode(weights(embedding)));
      }

      assertThat(trusted).hasSizeGreaterThan(4);
      assertThat(untrained).isPositive();
    }
  }

  @Test
  void constructor_badSettings_areRejected() {
    assertThatThrownBy(() -> queue(0, 1, 1, 1))
        .hasMessage("the queue's capacity must be at least 1, but was 0");
    assertThatThrownBy(() -> queue(1, 0, 1, 1))
        .hasMessage("the interval between fresh networks must be at least 1, but was 0");
    assertThatThrownBy(() -> queue(1, 1, 0, 1))
        .hasMessage("the number of networks trained an iteration must be at least 1, but was 0");
    assertThatThrownBy(() -> queue(1, 1, 1, 0))
        .hasMessage("the number of training steps must be at least 1, but was 0");
    assertThatThrownBy(() -> new NetworkQueue(NETWORK, 1, 1, 1, 1, 0, SGD, 0))
        .hasMessage("the training batch must be at least 1, but was 0");
    assertThatThrownBy(() -> new NetworkQueue(NETWORK, 1, 1, 1, 1, 1, SGD, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the weight of the cross-entropy must be at least 0, but was -1.0");
  }
}
