package io.proxynas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.saved.NpzFile;
import io.proxynas.engine.backend.Device;
import io.proxynas.engine.backend.DeviceRequest;
import io.proxynas.eval.TinyImages;
import io.proxynas.eval.TinyRuns;
import io.proxynas.eval.preset.Preset;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.search.Halving;
import io.proxynas.eval.search.RunResult;
import io.proxynas.nas.search.SearchResult;
import io.proxynas.nas.search.SizeLimits;
import io.proxynas.nas.search.Strategy;
import io.proxynas.train.data.DataException;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.source.DataSets;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

class ProxyNasTest {

  @TempDir static Path directory;

  private final List<String> warnings = new ArrayList<>();

  private ProxyNas tiny() {
    return onTiny(ProxyNas.on(TinyImages.data()));
  }

  private ProxyNas onTiny(ProxyNas images) {
    return images
        .cache(directory.resolve("cache"))
        .observer(RunObserver.ofWarnings(warnings::add))
        .preset(Preset.SMOKE)
        .condensation(TinyRuns.CONDENSATION)
        .proxy("dm-ipc2")
        .space(TinyRuns.SPACE)
        .candidates(4)
        .validate(2)
        .workers(2);
  }

  private static Path folder(String name) {
    return directory.resolve(name);
  }

  private static List<String> ranking(String name) throws IOException {
    return TinyRuns.table(folder(name).resolve("ranking.csv"));
  }

  @Test
  void search_givesRankingEvidenceAndNetwork() throws Exception {
    RunResult result = tiny().search(folder("run"));

    assertThat(result.ranking().trained()).hasSize(4);
    assertThat(result.evidence().orElseThrow().report().validation().n()).isEqualTo(2);
    assertThat(result.verdict()).startsWith("May it discard? Cannot be told: ");
    assertThat(result.bestNetwork().outputSingle(Nd4j.zeros(1, 1, 8, 8)).shape())
        .containsExactly(1, 3);
    assertThat(folder("run").resolve("report.html")).isNotEmptyFile();
    assertThat(folder("cache")).isDirectoryContaining("glob:**/proxies");
    assertThat(warnings).isEmpty();
  }

  @Test
  void search_again_takesTheRunUp() throws Exception {
    tiny().search(folder("again"));
    byte[] journal = Files.readAllBytes(folder("again").resolve("journal.jsonl"));

    RunResult again = tiny().search(folder("again"));

    assertThat(again.ranking().trained()).hasSize(4);
    assertThat(folder("again").resolve("journal.jsonl")).hasBinaryContent(journal);

    tiny().candidates(5).search(folder("again"));

    assertThat(ranking("again")).hasSize(1 + 5);
  }

  @Test
  void search_interrupted_hasNoEvidence_andGoesOnToTheSame() throws Exception {
    tiny().search(folder("whole"));
    RunObserver interrupting = new TinyRuns(directory).interrupting(Phase.SEARCH, 2);

    RunResult stopped = tiny().observer(interrupting).workers(1).search(folder("stopped"));
    tiny().search(folder("stopped"));

    assertThat(Thread.interrupted()).isFalse();
    assertThat(stopped.evidence()).isEmpty();
    assertThat(stopped.verdict()).contains("was interrupted");
    assertThat(ranking("stopped")).isEqualTo(ranking("whole"));
  }

  @Test
  void search_withoutTime_startsNoCandidate_andSaysSo() throws Exception {
    RunResult late = tiny().timeLimit(Duration.ofNanos(1)).search(folder("late"));
    RunResult calibrated =
        tiny()
            .candidates(20)
            .validate(14)
            .calibrated()
            .timeLimit(Duration.ofNanos(1))
            .search(folder("late calibrated"));

    assertThat(late.search().end()).isEqualTo(SearchResult.End.TIME_LIMIT);
    assertThat(late.search().history()).isEmpty();
    assertThat(late.verdict())
        .isEqualTo(
            "the search must train at least 1 candidate, but the time limit ended it after 0");
    assertThat(calibrated.search().history()).isEmpty();
  }

  @Test
  void search_ofOtherSettings_isRefused() throws Exception {
    tiny().search(folder("settled"));

    assertThatThrownBy(() -> tiny().seed(2).search(folder("settled")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "a resumed run must have the configuration of its journal in %s, but ",
            folder("settled"));
  }

  @Test
  void search_whereNoFolderCanBe_isRefusedBeforeTheWork() throws Exception {
    Path file = Files.createFile(folder("file"));

    assertThatThrownBy(() -> tiny().search(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot write to " + file);
  }

  @Test
  void condense_givesTheImages_andKeepsThem() throws Exception {
    ProxyNas images = tiny().cache(folder("own"));

    ProxySets.Proxy made = images.condense();
    ProxySets.Proxy found = images.workers(1).condense();

    assertThat(made.images().size()).isEqualTo(3 * 2);
    assertThat(made.fromCache()).isFalse();
    assertThat(found.fromCache()).isTrue();
    assertThat(found.images().fingerprint()).isEqualTo(made.images().fingerprint());
  }

  @Test
  void condense_savedSetOfTestImages_warnsTheObserver() throws Exception {
    NpzFile.write(TinyImages.data().test(), 5, folder("saved.npz"));

    tiny().proxy(folder("saved.npz").toString()).condense();

    assertThat(warnings).singleElement().asString().contains("are test images, bit for bit");
  }

  @Test
  void on_iterators_isTheSameAsOnArrays() throws Exception {
    ProxyNas given = ProxyNas.on(iterator(TinyImages.train()), iterator(TinyImages.test()));
    DataSet arrays = DataSets.of(iterator(TinyImages.train()), iterator(TinyImages.test()));

    assertThat(onTiny(given).condense().hash())
        .isEqualTo(onTiny(ProxyNas.on(arrays)).condense().hash());
  }

  private static DataSetIterator iterator(LabelledImages images) {
    List<org.nd4j.linalg.dataset.DataSet> all = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      float[] pixels = new float[images.shape().size()];
      images.pixels().copy(i, pixels, 0);
      float[] label = new float[images.classes()];
      label[images.labels()[i]] = 1;
      all.add(
          new org.nd4j.linalg.dataset.DataSet(
              Nd4j.createFromArray(pixels).reshape(1, 1, TinyImages.SIZE, TinyImages.SIZE),
              Nd4j.createFromArray(label).reshape(1, label.length)));
    }
    return new ListDataSetIterator<>(all, 16);
  }

  @Test
  void data_areTheImages() throws InterruptedException {
    assertThat(tiny().data().fingerprint()).isEqualTo(TinyImages.data().fingerprint());
    assertThat(ProxyNas.on("fashion-mnist-mini").data().train().size()).isEqualTo(10_000);
  }

  @Test
  void on_folder_isNeverANamedSet() {
    assertThatThrownBy(() -> ProxyNas.on(Path.of("mnist")).condense())
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("a data set must be one of ")
        .hasMessageEndingWith("but was \"%s\"", Path.of("mnist").toAbsolutePath());
  }

  @Test
  void imageSize_ofLoadedImages_isRefused() {
    assertThatThrownBy(() -> tiny().imageSize(16).condense())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "an image size can be given for a folder only, but was given for the loaded images of"
                + " tiny");
  }

  @Test
  void settings_thatCannotBe_areRefused() {
    assertThatThrownBy(() -> tiny().proxy("dm"))
        .hasMessage("a proxy made by dm must be named dm-ipc<N>, as in dm-ipc50, but was \"dm\"");
    assertThatThrownBy(() -> tiny().workers(0)).hasMessage("workers must be at least 1, but was 0");
    assertThatThrownBy(() -> tiny().imageSize(0))
        .hasMessage("the image size must be in [1, 1024], but was 0");
    assertThatThrownBy(() -> tiny().calibrated().validate(13).search(folder("none")))
        .hasMessage(
            "a calibrated ranking must have at least 14 full trainings, 6 to learn from and 8 to be"
                + " judged by, but had 13");
    assertThatThrownBy(() -> tiny().candidates(0).search(folder("none")))
        .hasMessage("candidates must be at least 1, but was 0");
    DeviceRequest absent = DeviceRequest.parse("cuda:999");
    assertThatThrownBy(() -> tiny().device(absent).search(folder("none")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the device must be one of those that are here (");
    assertThatThrownBy(() -> tiny().device(absent).condense())
        .hasMessageContaining("cpu), but was cuda:999: ");
    assertThat(folder("none")).doesNotExist();
  }

  /** A setting that is not copied would be lost as soon as another one follows. */
  @Test
  void settings_areKeptByThoseThatFollow() throws IllegalAccessException {
    ProxyNas all =
        tiny()
            .limits(new SizeLimits(OptionalLong.of(1000), OptionalLong.empty()))
            .strategy(Strategy.LOCAL)
            .halving(new Halving(2, Optional.empty(), List.of()))
            .patience(9)
            .epochs(7)
            .proxyEpochs(6)
            .calibrated()
            .export(1)
            .workers(999)
            .device(DeviceRequest.of(Device.Kind.CPU))
            .seed(3)
            .timeLimit(Duration.ofMinutes(1));
    Map<String, Object> defaults = values(ProxyNas.on(TinyImages.data()));
    Map<String, Object> before = values(all);

    assertThat(before).allSatisfy((name, value) -> assertThat(value).as(name).isNotNull());
    assertThat(before.entrySet())
        .filteredOn(setting -> setting.getValue().equals(defaults.get(setting.getKey())))
        .as("settings that this test forgets")
        .isEmpty();
    before.remove("epochs");
    assertThat(values(all.epochs(8))).containsAllEntriesOf(before);
  }

  private static Map<String, Object> values(ProxyNas settings) throws IllegalAccessException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Field field : ProxyNas.class.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
        field.setAccessible(true);
        values.put(field.getName(), field.get(settings));
      }
    }
    return values;
  }
}
