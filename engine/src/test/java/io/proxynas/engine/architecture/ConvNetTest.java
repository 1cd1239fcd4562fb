package io.proxynas.engine.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ConvNetTest {

  @Test
  void id_anyLocale_isTheSame() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(new ConvNet(3, 32, Activation.LEAKY_RELU, Normalization.NONE, Pooling.MAX).id())
          .isEqualTo("convnet-d3-w32-leakyrelu-none-max");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void new_badValues_areRejected() {
    assertThatThrownBy(() -> new ConvNet(0, 8, Activation.RELU, Normalization.NONE, Pooling.NONE))
        .hasMessage("depth must be at least 1, but was 0");
    assertThatThrownBy(() -> new ConvNet(1, 0, Activation.RELU, Normalization.NONE, Pooling.NONE))
        .hasMessage("width must be at least 1, but was 0");
    assertThatThrownBy(() -> new ConvNet(1, 6, Activation.RELU, Normalization.GROUP, Pooling.NONE))
        .hasMessage("width must be a multiple of 4 under group normalization, but was 6");
  }

  @Test
  void new_badImageShape_isRejected() {
    assertThatThrownBy(() -> new ImageShape(1, 0, 28))
        .hasMessage("an image shape must have at least 1 channel, row and column, but was 1x0x28");
  }
}
