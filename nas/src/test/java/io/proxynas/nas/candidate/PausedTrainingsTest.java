package io.proxynas.nas.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.architecture.Mlp;
import io.proxynas.train.Recipe;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.Trainer;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PausedTrainingsTest {

  private static final LabelledImages IMAGES =
      new LabelledImages(
          new ImageShape(1, 1, 2),
          List.of("a", "b"),
          new FloatPixels(new float[] {0, 1, 1, 0}, 2),
          new int[] {0, 1});

  private static TrainedNetwork network() throws InterruptedException {
    Recipe recipe = new Recipe(2, 2, 0.1, 0.9, 0, Optional.empty());
    return new Trainer(recipe.firstEpochs(1)).train(new Mlp(4), IMAGES, new Seed(1), Progress.NONE);
  }

  @Test
  void take_whatIsKept_takesItOut() throws InterruptedException {
    PausedTrainings paused = new PausedTrainings(1000);
    try (TrainedNetwork network = network()) {
      paused.keep(new Seed(1), network);
    }
    assertThat(paused.take(new Seed(2))).isEmpty();
    assertThat(paused.take(new Seed(1)).orElseThrow().epochs()).isEqualTo(1);
    assertThat(paused.take(new Seed(1))).isEmpty();
  }

  @Test
  void keep_moreThanThereIsRoomFor_dropsTheFirst() throws InterruptedException {
    try (TrainedNetwork network = network()) {
      long each = network.pause().orElseThrow().bytes();
      PausedTrainings paused = new PausedTrainings(2 * each + 1);
      paused.keep(new Seed(1), network);
      paused.keep(new Seed(2), network);
      paused.keep(new Seed(1), network); // again: now the later one
      paused.keep(new Seed(3), network);
      assertThat(paused.take(new Seed(2))).isEmpty();
      assertThat(paused.take(new Seed(1))).isPresent();
      paused.keep(new Seed(4), network);
      assertThat(paused.take(new Seed(3))).isPresent();
      assertThat(paused.take(new Seed(4))).isPresent();
    }
  }

  @Test
  void keep_withoutRoom_keepsNothing() throws InterruptedException {
    try (TrainedNetwork network = network()) {
      PausedTrainings none = PausedTrainings.none();
      none.keep(new Seed(1), network);
      assertThat(none.take(new Seed(1))).isEmpty();
      long each = network.pause().orElseThrow().bytes();
      PausedTrainings small = new PausedTrainings(each - 1);
      small.keep(new Seed(1), network);
      assertThat(small.take(new Seed(1))).isEmpty();
    }
  }
}
