package io.proxynas.arbiter.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.model.PixelScale;
import io.proxynas.model.TrainedOn;
import io.proxynas.train.data.LabelledImages;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserScaleTest {

  private static LabelledImages images(float... values) {
    float[][] images = {{values[0], values[1]}, {values[2], values[3]}};
    return LabelledImages.of(
        new ImageShape(1, 1, 2), List.of("cat", "dog"), images, new int[] {0, 1});
  }

  private static TrainedOn trainedOn(float... values) {
    LabelledImages images = images(values);
    return UserScale.of(images).trainedOn("pets", images);
  }

  @Test
  void trainedOn_fractions_areTakenAsTheyAre() {
    TrainedOn unit = trainedOn(0, 0.25f, 0.5f, 1);
    assertThat(unit.scale()).isEqualTo(PixelScale.UNIT);
    assertThat(unit.statistics().mean()).containsExactly(0);
    assertThat(unit.statistics().deviation()).containsExactly(1);
    assertThat(unit.classNames()).containsExactly("cat", "dog");
  }

  @Test
  void trainedOn_bytes_areTakenAsFractions() {
    TrainedOn bytes = trainedOn(0, 3, 200, 255);
    assertThat(bytes.scale()).isEqualTo(PixelScale.UNIT);
    assertThat(bytes.statistics().deviation()).containsExactly(1 / 255f);
  }

  @Test
  void trainedOn_anyOtherScale_isTheUsers() {
    TrainedOn given = trainedOn(-1.5f, 0, 2, 3);
    assertThat(given.scale()).isEqualTo(PixelScale.GIVEN);
    assertThat(given.statistics().mean()).containsExactly(0);
    assertThat(given.statistics().deviation()).containsExactly(1);
  }

  @Test
  void bytes_areCountedFromTheLeastValue() {
    UserScale scale = UserScale.of(images(-1, 0, 0.5f, 1));
    assertThat(scale.bytes(new float[] {-1, 1})).hasValue(new byte[] {0, (byte) 255});
    assertThat(scale.bytes(new float[] {-1, 0})).isEmpty(); // 127.5
  }

  @Test
  void bytes_oneValueOnly_areZero() {
    UserScale scale = UserScale.of(images(3, 3, 3, 3));
    assertThat(scale.bytes(new float[] {3, 3})).hasValue(new byte[] {0, 0});
  }
}
