package io.proxynas.arbiter.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Seed;
import io.proxynas.engine.Shuffle;
import io.proxynas.eval.preset.Preset;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.model.PixelScale;
import io.proxynas.train.data.ChannelStatistics;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.source.DataSets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** The embedded images, as a user's program may give them. */
class KnownImagesTest {

  private static DataSet embedded;

  @BeforeAll
  static void load() throws InterruptedException {
    embedded = DataSets.load(DataSets.names().get(0));
  }

  /** Values from a least one on, over a range, in another order than the data set's. */
  private static float[][] values(float least, float range, int[] order) {
    ChannelStatistics known = embedded.statistics();
    float[][] images = new float[order.length][embedded.shape().size()];
    for (int n = 0; n < order.length; n++) {
      embedded.train().pixels().copy(order[n], images[n], 0);
      for (int i = 0; i < images[n].length; i++) {
        images[n][i] = least + range * known.byteOf(0, images[n][i]) / 255;
      }
    }
    return images;
  }

  private static int[] shuffled() {
    int[] order = IntStream.range(0, embedded.train().size()).toArray();
    Shuffle.all(order, new Seed(5).generator());
    return order;
  }

  private static LabelledImages user(float[][] values, int[] order) {
    List<String> names = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    int[] labels = IntStream.of(order).map(n -> embedded.train().labels()[n]).toArray();
    return LabelledImages.of(embedded.shape(), names, values, labels);
  }

  @Test
  void of_otherOrderAndScale_findsTheDataSetsOrderAndNames() {
    int[] order = shuffled();
    KnownImages known = KnownImages.of(user(values(-1, 2, order), order)).orElseThrow();

    assertThat(known.data().name()).isEqualTo("fashion-mnist-mini");
    assertThat(known.images().classNames()).isEqualTo(embedded.classNames());
    assertThat(known.images().labels()).isEqualTo(embedded.train().labels());
    LabelledImages standardized = known.standardization().standardized(known.images());
    float[] mine = new float[embedded.shape().size()];
    float[] theirs = new float[embedded.shape().size()];
    for (int n = 0; n < embedded.train().size(); n += 997) {
      standardized.pixels().copy(n, mine, 0);
      embedded.train().pixels().copy(n, theirs, 0);
      assertThat(mine).containsExactly(theirs, Offset.offset(1e-5f));
    }
    assertThat(known.trainedOn().scale()).isEqualTo(PixelScale.UNIT);
    assertThat(known.trainedOn().statistics().mean()).containsExactly(0.5f);
    assertThat(known.trainedOn().statistics().deviation()).containsExactly(0.5f);
  }

  @Test
  void of_oneOtherPixel_isNotKnown() {
    int[] order = shuffled();
    float[][] values = values(0, 1, order);
    values[17][400] = values[17][400] > 0.5 ? 0 : 1;
    assertThat(KnownImages.of(user(values, order))).isEmpty();
  }

  @Test
  void of_valuesBetweenBytes_isNotKnown() {
    int[] order = shuffled();
    float[][] values = values(0, 1, order);
    values[17][400] = 0.5017f;
    assertThat(KnownImages.of(user(values, order))).isEmpty();
  }

  @Test
  void of_oneOtherLabel_isNotKnown() {
    int[] order = shuffled();
    LabelledImages user = user(values(0, 1, order), order);
    user.labels()[3] = (user.labels()[3] + 1) % 10;
    assertThat(KnownImages.of(user)).isEmpty();
  }

  @Test
  void of_fewerImages_isNotKnown() {
    int[] order = IntStream.range(0, 9_000).toArray();
    assertThat(KnownImages.of(user(values(0, 1, order), order))).isEmpty();
  }

  @Test
  void prepare_knownImages_takesTheShippedSetOnTheUsersScale() {
    List<String> told = new ArrayList<>();
    RunObserver observer =
        new RunObserver() {
          @Override
          public void announces(String sentence) {
            told.add(sentence);
          }

          @Override
          public void progress(long done, long total) {
            throw new AssertionError("no set is made");
          }
        };
    int[] order = shuffled();
    ProxyRecipe recipe =
        new ProxyRecipe("dm-ipc10", Preset.DEFAULT, 0.2, 1, Learning.ENGINE, Optional.empty(), 1);
    ProxyData data = ProxyData.prepare(recipe, iterator(values(0, 255, order), order), observer);

    assertThat(data.summary().shipped()).isTrue();
    assertThat(data.train().size()).isEqualTo(100);
    assertThat(data.trainedOn().dataset()).isEqualTo("fashion-mnist-mini");
    assertThat(told)
        .containsExactly(
            "proxy set: dm-ipc10 comes with the program, which knows these images as"
                + " fashion-mnist-mini");
    assertThat(mean(data.train())).isCloseTo(mean(data.fullTrain()), Offset.offset(20.0));
  }

  @Test
  void prepare_knownImagesInAnotherSplit_makesASetOfItsOwn() {
    int[] order = shuffled();
    ProxyRecipe recipe =
        new ProxyRecipe("random-ipc1", Preset.SMOKE, 0.5, 1, Learning.ENGINE, Optional.empty(), 1);
    ProxyData data =
        ProxyData.prepare(recipe, iterator(values(0, 255, order), order), RunObserver.NONE);

    assertThat(data.validation().size()).isEqualTo(5_000);
    assertThat(data.trainedOn().classNames()).isEqualTo(embedded.classNames());
  }

  private static ExistingDataSetIterator iterator(float[][] values, int[] order) {
    int batch = 500;
    List<org.nd4j.linalg.dataset.DataSet> all = new ArrayList<>();
    for (int from = 0; from < order.length; from += batch) {
      float[] pixels = new float[batch * 784];
      float[] labels = new float[batch * 10];
      for (int i = 0; i < batch; i++) {
        System.arraycopy(values[from + i], 0, pixels, i * 784, 784);
        labels[i * 10 + embedded.train().labels()[order[from + i]]] = 1;
      }
      all.add(
          new org.nd4j.linalg.dataset.DataSet(
              Nd4j.create(pixels, new long[] {batch, 1, 28, 28}, 'c'),
              Nd4j.create(labels, new long[] {batch, 10}, 'c')));
    }
    return new ExistingDataSetIterator(all);
  }

  private static double mean(LabelledImages images) {
    double sum = 0;
    float[] image = new float[images.shape().size()];
    for (int n = 0; n < images.size(); n++) {
      images.pixels().copy(n, image, 0);
      for (float value : image) {
        sum += value;
      }
    }
    return sum / images.size() / images.shape().size();
  }
}
