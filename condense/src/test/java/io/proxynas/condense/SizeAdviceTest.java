package io.proxynas.condense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.LabelledImages;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SizeAdviceTest {

  /** 40 images of class a and 60 of class b. */
  private final SizeAdvice advice =
      new SizeAdvice(
          new LabelledImages(
              new ImageShape(1, 1, 1),
              List.of("a", "b"),
              new float[100],
              IntStream.range(0, 100).map(i -> i < 40 ? 0 : 1).toArray()));

  private static ProxySpec.Condensed dm(int imagesPerClass) {
    return new ProxySpec.Condensed(Method.DM, imagesPerClass);
  }

  @Test
  void of_atMostHalfOfTheImages_isNothing() {
    assertThat(advice.of(dm(25), 50)).isEmpty();
  }

  @Test
  void of_moreThanHalf_saysWhatToAskFor() {
    assertThat(advice.of(dm(26), 52))
        .contains(
            "dm-ipc26 has 52 images to train on, and the real ones that it stands for are 100, so"
                + " that it saves little time: ask for the proxy dm-ipc4, which is smaller, or"
                + " full, which is all of the real ones");
  }

  @Test
  void of_whatCannotBeSmaller_saysFull() {
    assertThat(advice.of(dm(1), 80).orElseThrow())
        .endsWith(": ask for the proxy full, which is all of the real ones");
    assertThat(advice.of(new ProxySpec.Saved(Path.of("set.npz")), 80).orElseThrow())
        .endsWith(": ask for the proxy full, which is all of the real ones");
  }

  @Test
  void requireEnough_asManyAsThereAre_isEnough() {
    assertThatCode(() -> advice.requireEnough(dm(40))).doesNotThrowAnyException();
  }

  @Test
  void requireEnough_moreThanThereAre_saysWhatToAskFor() {
    assertThatThrownBy(() -> advice.requireEnough(dm(41)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "images per class must be in [1, 40] for class \"a\", but was 41: ask for the proxy"
                + " dm-ipc4, which is smaller, or full, which is all of the real ones");
  }
}
