package io.proxynas.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.model.onnx.OnnxInput;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.check.WrongFileException;
import io.proxynas.train.data.DataSet;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import onnx.Onnx;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorTest {

  private static final int COUNT = TinyModels.DATA.test().size();

  @TempDir static Path folder;
  private static NetworkFolder saved;

  @BeforeAll
  static void save() throws IOException, InterruptedException {
    saved = save("best", TinyModels.DATA);
  }

  private static NetworkFolder save(String name, DataSet data)
      throws IOException, InterruptedException {
    Architecture net = TinyModels.convNet(Normalization.INSTANCE);
    NetworkFolder into = new NetworkFolder(folder.resolve(name));
    try (TrainedNetwork network = TinyModels.train(net)) {
      into.save(net, "a space", network, TrainedOn.of(data, TinyModels.RECIPE));
    }
    return into;
  }

  private static float[] probabilities(Path model) throws IOException {
    try (Predictor predictor = Predictor.open(model)) {
      return predictor.probabilities(TinyModels.unitImages(), COUNT);
    }
  }

  @Test
  void open_zipOrOnnx_tellsTheSame() throws IOException {
    float[] expected = probabilities(saved.model());
    assertThat(probabilities(saved.root())).isEqualTo(expected);
    assertThat(probabilities(saved.onnx())).containsExactly(expected, within(1e-4f));
    try (Predictor zip = Predictor.open(saved.model());
        Predictor onnx = Predictor.open(saved.onnx())) {
      assertThat(onnx.architecture()).isEqualTo(zip.architecture());
      assertThat(onnx.shape()).isEqualTo(zip.shape());
      assertThat(onnx.trainedOn())
          .usingRecursiveComparison()
          .isEqualTo(zip.trainedOn().withoutRecipe());
    }
  }

  @Test
  void open_zipOfANetworkForImagesOfAnotherShape_namesTheFile() throws IOException {
    Path other = Files.copy(saved.model(), folder.resolve("other.zip"));
    try (FileSystem zip = FileSystems.newFileSystem(other)) {
      Path file = zip.getPath("configuration.json");
      String text = Files.readString(file);
      String stride = "\"stride\" : [ 2, 2 ]";
      assertThat(text).contains(stride);
      Files.writeString(file, text.replace(stride, "\"stride\" : [ 3, 3 ]"));
    }
    assertThatThrownBy(() -> Predictor.open(other))
        .isInstanceOf(WrongFileException.class)
        .hasMessageStartingWith(
            other + " cannot be used as a network: the configuration must be made for");
  }

  @Test
  void open_onnxThatTakesBytes_takesTheUnitIntervalToo() throws IOException {
    ModelFile model = new ModelFile(saved.model());
    TrainedOn trainedOn = model.architecture().trainedOn().orElseThrow();
    Path bytes = folder.resolve("BYTES.ONNX");
    model.onnx(trainedOn, OnnxInput.BYTES).write(bytes);
    assertThat(probabilities(bytes)).containsExactly(probabilities(saved.model()), within(1e-4f));
  }

  @Test
  void open_folderOfOnnxAlone_opensIt() throws IOException {
    Path alone = Files.createDirectories(folder.resolve("alone"));
    Files.copy(saved.onnx(), alone.resolve("model.onnx"));
    assertThat(probabilities(alone)).containsExactly(probabilities(saved.onnx()));
  }

  @Test
  void open_whatIsNoModelForOnnx_saysSo() throws IOException {
    Path none = folder.resolve("none.onnx");
    assertThatThrownBy(() -> Predictor.open(none))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot read " + none);
    Path run = Files.createDirectories(folder.resolve("run"));
    assertThatThrownBy(() -> Predictor.open(run))
        .isInstanceOf(WrongFileException.class)
        .hasMessage(
            "the folder of a model must have a model.zip or model.onnx, but %s has none", run);
    Path best = Files.createDirectories(run.resolve("best"));
    assertThatThrownBy(() -> Predictor.open(run))
        .hasMessageEndingWith(" has none: it may be " + best);
    Path text = Files.writeString(folder.resolve("text.onnx"), "no model");
    assertThatThrownBy(() -> Predictor.open(text))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot read " + text + ": it is no model for ONNX: ");

    Onnx.ModelProto model = Onnx.ModelProto.parseFrom(Files.readAllBytes(saved.onnx()));
    Path other = folder.resolve("other.onnx");
    Files.write(other, model.toBuilder().clearMetadataProps().build().toByteArray());
    assertThatThrownBy(() -> Predictor.open(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a model for ONNX must say what it was trained on, but %s does not, since another"
                + " program or an older version wrote it",
            other);
    Path wrong = folder.resolve("wrong.onnx");
    Files.write(
        wrong,
        model.toBuilder()
            .clearMetadataProps()
            .addMetadataProps(
                Onnx.StringStringEntryProto.newBuilder().setKey("trained_on").setValue("{}"))
            .build()
            .toByteArray());
    assertThatThrownBy(() -> Predictor.open(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            wrong
                + ", trained_on: $.input.channels must be a whole number of at least 1, but is"
                + " missing");
  }

  @Test
  void open_platformWithoutOnnxRuntime_namesTheOtherFile() {
    assertThatThrownBy(
            () ->
                OnnxPredictor.open(
                    saved.onnx(),
                    () -> {
                      throw new UnsatisfiedLinkError("no jnionnxruntime");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            saved.onnx() + " cannot be computed, since the library of ONNX Runtime for ")
        .hasMessageEndingWith(
            " is missing or does not load; the model.zip beside it does not need it");
  }

  @Test
  void probabilities_ofOnnx_needsWholeImages() throws IOException {
    try (Predictor predictor = Predictor.open(saved.onnx())) {
      assertThatThrownBy(() -> predictor.probabilities(TinyModels.unitImages(), COUNT + 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "there must be at least 1 image, each of 2x9x8, but 1728 values were given for 13");
    }
  }

  @Test
  void batch_imagesOneByOne_areToldInTheirOrder() throws IOException {
    float[] expected = probabilities(saved.model());
    List<Integer> keys = new ArrayList<>();
    List<Float> told = new ArrayList<>();
    int size = TinyModels.SHAPE.size();
    try (Predictor predictor = Predictor.open(saved.model())) {
      BatchPredictor<Integer> batch =
          new BatchPredictor<>(
              predictor,
              5,
              (key, row) -> {
                keys.add(key);
                for (float value : row) {
                  told.add(value);
                }
              });
      for (int i = 0; i < COUNT; i++) {
        batch.add(i, Arrays.copyOfRange(TinyModels.bytes(), i * size, (i + 1) * size));
      }
      batch.flush();
      batch.flush();
      assertThatThrownBy(() -> batch.add(0, new byte[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("an image must have 144 values, but has 3");
    }
    assertThat(keys).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    for (int i = 0; i < expected.length; i++) {
      assertThat(told.get(i)).isCloseTo(expected[i], within(1e-5f));
    }
  }

  @Test
  void batch_modelOfAnotherScale_isRefused() throws IOException, InterruptedException {
    DataSet given = DataSet.of("given", TinyModels.DATA.train(), TinyModels.DATA.test(), true);
    try (Predictor predictor = Predictor.open(save("given", given).root())) {
      assertThatThrownBy(() -> new BatchPredictor<String>(predictor, 1, (key, row) -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "a model must be trained on images of bytes to be given such, but %s was trained on"
                  + " images as given",
              predictor.architecture());
    }
  }

  /** Three of class a, of which one is taken for b; two of b, both right; none of c. */
  @Test
  void confusion_fiveImages_isAsByHand() {
    Confusion confusion = new Confusion(List.of("a", "b", "c"));
    confusion.add(0, 0);
    confusion.add(0, 0);
    confusion.add(0, 1);
    confusion.add(1, 1);
    confusion.add(1, 1);
    assertThat(confusion.images()).isEqualTo(5);
    assertThat(confusion.accuracy()).isEqualTo(0.8);
    assertThat(confusion.recall(0)).isEqualTo(2 / 3.0);
    assertThat(confusion.precision(0)).isEqualTo(1);
    assertThat(confusion.recall(1)).isEqualTo(1);
    assertThat(confusion.precision(1)).isEqualTo(2 / 3.0);
    assertThat(confusion.recall(2)).isNaN();
    assertThat(confusion.precision(2)).isNaN();
    assertThat(confusion.count(0, 1)).isEqualTo(1);
    assertThat(confusion.taken(1)).isEqualTo(3);
    assertThat(confusion.images(0)).isEqualTo(3);
  }
}
