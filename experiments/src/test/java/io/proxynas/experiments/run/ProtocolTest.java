package io.proxynas.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.experiments.run.Selection.Whole;
import java.util.List;
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
