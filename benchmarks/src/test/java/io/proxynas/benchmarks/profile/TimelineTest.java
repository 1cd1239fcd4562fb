package io.proxynas.benchmarks.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.internal.onednn.OneDnnBackend;
import io.proxynas.train.data.LabelledImages;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final ImageShape SHAPE = new ImageShape(1, 8, 8);
  private static final List<String> CLASSES = List.of("zero", "one");

  private final Timeline timeline = Timeline.own();

  private static float[] images() {
    float[] images = new float[2 * SHAPE.size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = i % 7 - 3;
    }
    return images;
  }

  /** A step of training and an inference; returns the class probabilities. */
  private static float[] trained(Backend backend) {
    float[] probabilities = new float[4];
    try (Network network =
        Network.compile(ConvNet.ofWidth(8).configuration(SHAPE, 2, 1), SHAPE, backend)) {
      network.initialize(new Seed(1).generator());
      network.train(images(), new int[] {0, 1}, 0, 2, new Sgd(0.1, 0, 0));
      network.infer(images(), 2, probabilities);
    }
    return probabilities;
  }

  @Test
  void timedBackEnd_ofAStepAndAnInference_givesTheSameAndTellsItsPhases() {
    timeline.start();

    float[] timed = trained(new TimedBackend(new OneDnnBackend()));

    assertThat(timed).containsExactly(trained(new OneDnnBackend()));
    assertThat(timeline.nanos())
        .containsOnlyKeys(
            Phase.SETTING_UP,
            Phase.MAKING_PRIMITIVES,
            Phase.LOADING_WEIGHTS,
            Phase.FORWARD,
            Phase.LOSS,
            Phase.BACKWARD,
            Phase.OPTIMISER,
            Phase.SCORING_FORWARD,
            Phase.SCORING_COUNTING,
            Phase.CLOSING);
  }

  @Test
  void timedPixels_ofABatch_areTheImagesAndGatherIt() {
    LabelledImages images = new LabelledImages(SHAPE, CLASSES, images(), new int[] {0, 1});
    LabelledImages timed = TimedPixels.trained(images);
    float[] batch = new float[2 * SHAPE.size()];
    timeline.start();

    timed.copy(new int[] {0, 1}, 0, 2, batch);
    timeline.began();

    assertThat(batch).containsExactly(images());
    assertThat(timed.fingerprint()).isEqualTo(images.fingerprint());
    assertThat(timeline.nanos())
        .containsOnlyKeys(Phase.SETTING_UP, Phase.GATHERING, Phase.AUGMENTING);
  }
}
