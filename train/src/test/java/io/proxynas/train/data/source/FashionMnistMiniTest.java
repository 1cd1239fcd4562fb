package io.proxynas.train.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FashionMnistMiniTest {

  private static final DataSet SET = FashionMnistMini.load();

  @Test
  void load_hasBalancedClasses() {
    assertThat(SET.shape()).isEqualTo(new ImageShape(1, 28, 28));
    assertThat(SET.classNames()).hasSize(10).startsWith("T-shirt/top").endsWith("Ankle boot");
    assertThat(SET.train().size()).isEqualTo(10_000);
    assertThat(SET.test().size()).isEqualTo(2_000);
    for (int label = 0; label < 10; label++) {
      assertThat(SET.train().indicesOf(label)).hasSize(1_000);
      assertThat(SET.test().indicesOf(label)).hasSize(200);
    }
  }

  @Test
  void load_startsAsTheOriginal() {
    assertThat(SET.train().labels()).startsWith(9, 0, 0, 3, 0, 2, 7, 2, 5, 5);
    assertThat(SET.test().labels()).startsWith(9, 2, 1, 1, 6, 1, 4, 6, 5, 7);
  }

  @Test
  void load_hasTheStatisticsOfTheOriginal() {
    assertThat(SET.statistics().mean()[0]).isCloseTo(0.286f, within(0.003f));
    assertThat(SET.statistics().deviation()[0]).isCloseTo(0.353f, within(0.003f));
  }

  @Test
  void load_isMirrorableAndAlwaysTheSame() {
    assertThat(SET.mirrorable()).isTrue();
    assertThat(SET.fingerprint()).isEqualTo(FashionMnistMini.load().fingerprint());
  }

  @Test
  void licence_isEmbedded() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("fashion-mnist-mini/LICENSE")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text).contains("Zalando SE", "Permission is hereby granted, free of charge");
    }
  }
}
