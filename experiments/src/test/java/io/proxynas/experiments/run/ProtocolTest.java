package io.proxynas.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.experiments.ProxyAccuracy;
import io.proxynas.experiments.run.Selection.Whole;
import io.proxynas.train.RateSchedule;
import io.proxynas.train.Recipe;
import io.proxynas.train.augment.KindDraw;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.RawImages;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProtocolTest {

  @Test
  void epochs_ofUpdates_makeAsManySteps() {
    Protocol.Updates length = new Protocol.Updates(2400);

    assertThat(length.epochs(10, 25)).isEqualTo(2400); // one batch an epoch
    assertThat(length.epochs(100, 25)).isEqualTo(600);
    assertThat(length.epochs(500, 25)).isEqualTo(120);
    assertThat(length.epochs(510, 25)).isEqualTo(115); // 21 batches: 114.3
    assertThat(length.epochs(1_000_000, 25)).isEqualTo(1);
    assertThat(new Protocol.Epochs(1000).epochs(500, 256)).isEqualTo(1000);
  }

  /** Rows of earlier versions are kept with it. */
  @Test
  void toString_usualSteps_isThatOfVersionsWithoutAChoice() {
    assertThat(Protocol.CPU)
        .hasToString(
            "Protocol[network=CONVNET_W32, networks=3, batch=25, length=Updates[updates=2400],"
                + " wholeEpochs=5, augmentation=Optional.empty]");
    assertThat(Protocol.PAPER.toString()).endsWith("Optional.empty, steps=PAPER]");
  }

  /** As the authors' program trains on 500 images: two batches, one kind for each. */
  @Test
  void accuracy_ofPaper_isTheAuthors() {
    ImageShape pixel = new ImageShape(1, 1, 1);
    RawImages raw = new RawImages(pixel, new byte[2], new int[] {0, 1});
    DataSet data = DataSet.of("tiny", List.of("a", "b"), raw, raw, false, List.of());

    ProxyAccuracy accuracy = Protocol.PAPER.accuracy(data, 500, 1, new Seed(1));

    assertThat(accuracy.networks()).isEqualTo(20);
    assertThat(accuracy.architecture()).isEqualTo(ConvNet.ofWidth(128));
    assertThat(accuracy.recipe())
        .isEqualTo(
            new Recipe(
                1000,
                256,
                0.01,
                0.9,
                5e-4,
                Optional.of(SiameseAugmentation.WITHOUT_FLIP),
                RateSchedule.STEP,
                KindDraw.BATCH));
  }

  @Test
  void sets_ofAChoice_areSizeBySizeAndTheWholeDataOnce() {
    Selection selection =
        new Selection(
            List.of("mnist"),
            Stream.concat(Selection.by(Method.DM, Method.RANDOM).stream(), Stream.of(new Whole()))
                .toList(),
            List.of(1, 10));

    assertThat(selection.sets().stream().map(ProxySpec::name))
        .containsExactly("dm-ipc1", "random-ipc1", "dm-ipc10", "random-ipc10", "full");
    assertThat(selection.words()).isEqualTo("mnist; dm, random, whole; ipc 1, 10");
    assertThat(
            selection
                .withContestants(Selection.by(Method.DM))
                .withImagesPerClass(List.of(2))
                .sets())
        .containsExactly(new ProxySpec.Condensed(Method.DM, 2));
  }

  @Test
  void selection_noDataSetOrSize_isRefused() {
    assertThatThrownBy(() -> new Selection(List.of(), List.of(), List.of()))
        .hasMessage("there must be at least 1 data set, but there were 0");
    assertThatThrownBy(() -> new Selection(List.of("mnist"), List.of(), List.of(0)))
        .hasMessage("images per class must be at least 1, but was 0");
  }
}
