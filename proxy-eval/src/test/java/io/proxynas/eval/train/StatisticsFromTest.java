package io.proxynas.eval.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatisticsFromTest {

  private static final ImageShape SHAPE = new ImageShape(1, 1, 1);
  private static final ProxySpec SAVED = new ProxySpec.Saved(Path.of("set.npz"));

  /** A set of two classes. */
  private static ProxySets.Proxy set(ProxySpec spec, int images) {
    return new ProxySets.Proxy(
        spec,
        new LabelledImages(
            SHAPE, List.of("a", "b"), new FloatPixels(new float[images], 1), new int[images]),
        0,
        Optional.empty(),
        "a set",
        Optional.empty());
  }

  private static Map<String, Object> map(StatisticsFrom from, String... sets) {
    return from.asMap(Arrays.stream(sets).map(ProxySpec::parse).toList());
  }

  @Test
  void areReal_auto_goesByTheImagesToTrainOn() {
    ProxySpec ten = ProxySpec.parse("dmf-ipc10");
    assertThat(StatisticsFrom.AUTO.areReal(set(ten, 20))).isTrue();
    assertThat(StatisticsFrom.AUTO.areReal(set(ten, 80))).isFalse(); // mosaics of four
    assertThat(StatisticsFrom.AUTO.areReal(set(SAVED, 19))).isTrue();
    assertThat(StatisticsFrom.AUTO.areReal(set(ProxySpec.parse("full"), 4))).isFalse();
  }

  @Test
  void areReal_proxyAndReal_goByTheWord_andNeverOnTheFullData() {
    ProxySpec fifty = ProxySpec.parse("dm-ipc50");
    assertThat(StatisticsFrom.REAL.areReal(set(fifty, 100))).isTrue();
    assertThat(StatisticsFrom.REAL.areReal(set(ProxySpec.parse("full"), 4))).isFalse();
    assertThat(StatisticsFrom.PROXY.areReal(set(SAVED, 4))).isFalse();
  }

  @Test
  void asMap_isEmptyWhereNoTrainingChanges() {
    assertThat(map(StatisticsFrom.AUTO, "dm-ipc50", "random-ipc11", "full")).isEmpty();
    assertThat(map(StatisticsFrom.PROXY, "dm-ipc1")).isEmpty();
    assertThat(map(StatisticsFrom.REAL, "full")).isEmpty();
    assertThat(Stream.of(StatisticsFrom.values()).map(from -> from.asMap(List.of())))
        .containsOnly(Map.of());
  }

  @Test
  void asMap_saysWhatDecides() {
    assertThat(map(StatisticsFrom.AUTO, "dm-ipc50", "dm-ipc10"))
        .isEqualTo(Map.of("statistics", "real up to ipc10"));
    assertThat(StatisticsFrom.AUTO.asMap(List.of(SAVED)))
        .isEqualTo(Map.of("statistics", "real up to ipc10"));
    assertThat(map(StatisticsFrom.REAL, "dm-ipc50")).isEqualTo(Map.of("statistics", "real"));
  }
}
