package io.proxynas.condense.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.course.Course;
import io.proxynas.condense.match.LearningRate;
import io.proxynas.condense.match.PixelSteps;
import io.proxynas.condense.set.Sets;
import io.proxynas.engine.Network;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.architecture.Mlp;
import io.proxynas.train.Recipe;
import io.proxynas.train.data.LabelledImages;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmbeddingsTest {

  private static final ImageShape SHAPE = new ImageShape(1, 6, 6);
  private static final LabelledImages REAL = Sets.random(SHAPE, 30, "coat", "bag");
  private static final List<Architecture> TWO = List.of(new Mlp(4), new Mlp(8));
  private static final Recipe RECIPE = new Recipe(3, 10, 0.05, 0.9, 0, Optional.empty());

  private static Course course() {
    return Course.of(Course.Listener.NONE);
  }

  private static float[] weights(Embedding embedding) {
    try (Network network =
        Network.compile(embedding.architecture().configuration(SHAPE, 2, 1), SHAPE)) {
      embedding.weights().accept(network);
      return network.snapshot();
    }
  }

  @Test
  void draw_randomNetworks_areFreshAndOfEveryArchitecture() throws InterruptedException {
    EmbeddingSource source = new RandomNetworks(TWO).prepare(REAL, new Seed(1), 1, course());
    Set<Architecture> seen = new HashSet<>();
    for (int iteration = 0; iteration < 20; iteration++) {
      seen.add(source.draw(iteration).architecture());
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(TWO);

    EmbeddingSource one = RandomNetworks.of(new Mlp(4)).prepare(REAL, new Seed(1), 1, course());
    assertThat(weights(one.draw(0))).isNotEqualTo(weights(one.draw(1)));
    assertThat(weights(one.draw(0))).isEqualTo(weights(one.draw(0)));
  }

  @Test
  void load_moreNetworksThanAreKept_givesTheSameWeightsAgain() {
    try (NetworkBank bank = new NetworkBank(SHAPE, 2)) {
      for (int round = 0; round < 2; round++) {
        for (int width = 1; width <= 2 * NetworkBank.KEPT; width++) {
          Embedding embedding =
              new Embedding(new Mlp(width), n -> n.initialize(new Seed(1).generator()));
          Network network = bank.load(embedding);

          assertThat(network.embeddingSize()).isEqualTo(width);
          assertThat(network.snapshot()).isEqualTo(weights(embedding));
        }
      }
    }
  }

  @Test
  void prepare_trainedNetworks_areTheSameAtAnyNumberOfWorkers() throws InterruptedException {
    TrainedNetworks pool = new TrainedNetworks(TWO, 4, RECIPE, 1);
    EmbeddingSource one = pool.prepare(REAL, new Seed(1), 1, course());
    EmbeddingSource three = pool.prepare(REAL, new Seed(1), 3, course());
    Set<Integer> lengths = new HashSet<>();
    for (int iteration = 0; iteration < 10; iteration++) {
      float[] weights = weights(one.draw(iteration));
      assertThat(weights(three.draw(iteration))).isEqualTo(weights);
      lengths.add(weights.length);
    }
    assertThat(lengths).hasSize(2);
  }

  @Test
  void prepare_trainedNetworks_tellsOfAllEpochs() throws InterruptedException {
    List<Long> told = new ArrayList<>();
    Course.Listener listener = (done, total, loss) -> told.add(100 * done + total);

    new TrainedNetworks(TWO, 4, RECIPE, 1).prepare(REAL, new Seed(1), 1, Course.of(listener));
    assertThat(told).startsWith(112L, 212L, 312L).endsWith(1112L, 1212L, 1212L);

    told.clear(); // an epoch each, and what is left of the three
    new TrainedNetworks(TWO, 2, RECIPE, 0.01).prepare(REAL, new Seed(1), 1, Course.of(listener));
    assertThat(told).containsExactly(106L, 306L, 406L, 606L);
  }

  @Test
  void share_poolOfTheSameSettings_isNotTrainedAgain() throws Exception {
    TrainedNetworks settings = new TrainedNetworks(TWO, 3, RECIPE, 1);
    PoolTraining pool = new PoolTraining(settings, REAL, new Seed(1), 2);
    pool.run(Progress.NONE);
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    pool.save(new DataOutputStream(kept));
    PoolTraining other = new PoolTraining(settings, REAL, new Seed(1), 1);
    other.restore(new DataInputStream(new ByteArrayInputStream(kept.toByteArray())));

    for (int member = 0; member < 3; member++) {
      assertThat(weights(other.network(member))).isEqualTo(weights(pool.network(member)));
    }
    assertThat(other.id())
        .isEqualTo(pool.id())
        .startsWith("pool mlp-w4,mlp-w8 trained: 3 networks");
    assertThat(new PoolTraining(settings, REAL, new Seed(2), 1).id()).isNotEqualTo(pool.id());
  }

  @Test
  void prepare_lowAccuracy_endsTrainingEarly() throws InterruptedException {
    List<Architecture> one = List.of(new Mlp(4));
    float[] early =
        weights(
            new TrainedNetworks(one, 1, RECIPE, 0.01)
                .prepare(REAL, new Seed(1), 1, course())
                .draw(0));
    float[] late =
        weights(
            new TrainedNetworks(one, 1, RECIPE, 1).prepare(REAL, new Seed(1), 1, course()).draw(0));

    assertThat(early).isNotEqualTo(late);
  }

  /**
   * It is asked in some of the iterations, of which the first need be no multiple of its interval.
   */
  @Test
  void draw_mixtureWithAQueueOfOne_alwaysHasANetwork() throws InterruptedException {
    Architecture queued = new Mlp(5);
    NetworkQueue queue = new NetworkQueue(queued, 1, 7, 1, 1, 4, new Sgd(0.01, 0.9, 0), 0.5);
    MixedEmbeddings mixture = new MixedEmbeddings(List.of(RandomNetworks.of(new Mlp(16)), queue));
    int fromTheQueue = 0;
    try (EmbeddingSource one = mixture.prepare(REAL, new Seed(2), 1, course());
        EmbeddingSource three = mixture.prepare(REAL, new Seed(2), 3, course())) {
      for (int iteration = 1; iteration < 30; iteration++) {
        Embedding embedding = one.draw(iteration);
        fromTheQueue += embedding.architecture().equals(queued) ? 1 : 0;
        assertThat(weights(three.draw(iteration))).isEqualTo(weights(embedding));
      }
    }

    assertThat(fromTheQueue).isBetween(5, 25);
  }

  @Test
  void draw_mixture_takesEveryKindAndIsTheSameAtAnyNumberOfWorkers() throws InterruptedException {
    Architecture fresh = new Mlp(16);
    MixedEmbeddings mixture =
        new MixedEmbeddings(
            List.of(RandomNetworks.of(fresh), new TrainedNetworks(TWO, 4, RECIPE, 1)));
    Set<Architecture> seen = new HashSet<>();
    try (EmbeddingSource one = mixture.prepare(REAL, new Seed(1), 1, course());
        EmbeddingSource three = mixture.prepare(REAL, new Seed(1), 3, course())) {
      for (int iteration = 0; iteration < 30; iteration++) {
        Embedding embedding = one.draw(iteration);
        seen.add(embedding.architecture());
        assertThat(weights(three.draw(iteration))).isEqualTo(weights(embedding));
      }
    }

    assertThat(seen).containsExactlyInAnyOrder(fresh, TWO.get(0), TWO.get(1));
    assertThat(mixture.architectures()).containsExactly(fresh, TWO.get(0), TWO.get(1));
    assertThat(mixture.id()).startsWith("one of mlp-w16; or mlp-w4,mlp-w8 trained: 4 networks");
  }

  @Test
  void id_anySetting_isInIt() {
    assertThat(new RandomNetworks(TWO).id()).isEqualTo("mlp-w4,mlp-w8");
    assertThat(new TrainedNetworks(TWO, 4, RECIPE, 0.5).id())
        .startsWith("mlp-w4,mlp-w8 trained: 4 networks to accuracy 0.5, Recipe[epochs=3");
  }

  @Test
  void new_badSettings_areRejected() {
    assertThatThrownBy(() -> new RandomNetworks(List.of()))
        .hasMessage("there must be at least 1 embedding architecture, but there were 0");
    assertThatThrownBy(() -> new TrainedNetworks(List.of(), 1, RECIPE, 1))
        .hasMessage("there must be at least 1 embedding architecture, but there were 0");
    assertThatThrownBy(() -> new MixedEmbeddings(List.of()))
        .hasMessage("there must be at least 1 kind of embeddings, but there were 0");
    assertThatThrownBy(() -> new TrainedNetworks(TWO, 0, RECIPE, 1))
        .hasMessage("trained embedding networks must be at least 1, but were 0");
    assertThatThrownBy(() -> new TrainedNetworks(TWO, 1, RECIPE, 0))
        .hasMessage("the accuracy of embedding networks must be in (0, 1], but was 0.0");
    assertThatThrownBy(() -> new PixelSteps(1, 0, 1, 0.5))
        .hasMessage("pixel steps must be at least 1, but was 0");
    assertThatThrownBy(() -> new LearningRate(1, 0))
        .hasMessage("the learning rate must be above 0, but was 0.0");
    assertThat(new LearningRate(1, 10).at(99)).isEqualTo(1);
    assertThat(new LearningRate(1, 10).at(100)).isEqualTo(10);
  }
}
