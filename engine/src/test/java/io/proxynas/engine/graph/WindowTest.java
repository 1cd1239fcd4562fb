package io.proxynas.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.architecture.ImageShape;
import org.junit.jupiter.api.Test;

class WindowTest {

  private static final ImageShape IMAGE = new ImageShape(1, 28, 27);

  @Test
  void output_handWorked() {
    Window window = new Window(new Axis(3, 2, 1, 1, 2), new Axis(2, 1, 1, 0, 3));

    // (28 + 3 − 3) / 2 + 1 = 15 and (27 + 3 − 2) / 1 + 1 = 29.
    assertThat(window.output(IMAGE, 8)).isEqualTo(new ImageShape(8, 15, 29));
  }

  @Test
  void excess_wideFrame_isTakenOffInTwoSteps() {
    Window wide = new Window(new Axis(3, 1, 1, 3, 2), new Axis(3, 1, 1, 1, 0));

    assertThat(wide.excess()).isEqualTo(Window.padding(2, 1, 0, 0));
    assertThat(wide.excess().pads()).isTrue();
    ImageShape framed = wide.excess().output(IMAGE, 1);
    assertThat(wide.withoutExcess().output(framed, 4)).isEqualTo(wide.output(IMAGE, 4));
  }

  @Test
  void excess_halfTheKernel_isNone() {
    Window window = new Window(new Axis(5, 1, 1, 2, 2), new Axis(3, 1, 1, 1, 1));

    assertThat(window.excess().pads()).isFalse();
    assertThat(window.withoutExcess()).isEqualTo(window);
  }

  @Test
  void output_dilation_widensTheKernel() {
    // A kernel of 3 with dilation 4 reaches over 9 pixels: 28 − 9 + 1 = 20, 27 − 9 + 1 = 19.
    Axis dilated = new Axis(3, 1, 4, 0, 0);

    assertThat(new Window(dilated, dilated).output(IMAGE, 1)).isEqualTo(new ImageShape(1, 20, 19));
  }
}
