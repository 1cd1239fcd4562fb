package io.proxynas.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AccuraciesTest {

  @Test
  void meanAndDeviation_ofThree_areThoseByHand() {
    Accuracies accuracies = new Accuracies(List.of(0.5, 0.6, 0.7));

    assertThat(accuracies.mean()).isCloseTo(0.6, within(1e-12));
    assertThat(accuracies.standardDeviation()).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void standardDeviation_ofOne_isUndefined() {
    assertThat(new Accuracies(List.of(0.5)).standardDeviation()).isNaN();
  }

  @Test
  void accuracies_ofNone_areRefused() {
    assertThatThrownBy(() -> new Accuracies(List.of()))
        .hasMessage("there must be at least 1 accuracy, but there were 0");
  }
}
