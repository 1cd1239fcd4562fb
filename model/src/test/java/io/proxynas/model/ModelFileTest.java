package io.proxynas.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.proxynas.engine.Network;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.model.onnx.OnnxInput;
import io.proxynas.model.onnx.OnnxRun;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.check.WrongFileException;
import io.proxynas.train.data.DataSet;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.factory.Nd4j;

class ModelFileTest {

  private static final int COUNT = TinyModels.DATA.test().size();

  @TempDir Path folder;

  private NetworkFolder save(Architecture architecture, TrainedNetwork network) throws IOException {
    NetworkFolder saved = new NetworkFolder(folder.resolve("best"));
    saved.save(architecture, "a space", network, TrainedOn.of(TinyModels.DATA, TinyModels.RECIPE));
    return saved;
  }

  /** What the network itself gives for the test images, standardised as for its training. */
  private static float[] expected(TrainedNetwork network) {
    ComputationGraph graph = network.toDl4j();
    float[] images = new float[COUNT * TinyModels.SHAPE.size()];
    TinyModels.DATA.test().copy(IntStream.range(0, COUNT).toArray(), 0, COUNT, images);
    float[] probabilities = new float[COUNT * 3];
    try (Network engine = Network.compile(graph.getConfiguration(), TinyModels.SHAPE)) {
      engine.load(graph);
      engine.infer(images, COUNT, probabilities);
    }
    return probabilities;
  }

  private static INDArray unitImages() {
    return Nd4j.create(
        TinyModels.unitImages(),
        new long[] {
          COUNT, TinyModels.SHAPE.channels(), TinyModels.SHAPE.height(), TinyModels.SHAPE.width()
        },
        'c');
  }

  @ParameterizedTest
  @EnumSource(Normalization.class)
  void model_inPlainDl4jWithItsNormaliser_predictsAsTheEngine(Normalization normalization)
      throws IOException, InterruptedException {
    Architecture net = TinyModels.convNet(normalization);
    try (TrainedNetwork network = TinyModels.train(net)) {
      File model = save(net, network).model().toFile();
      DataNormalization normalizer = ModelSerializer.restoreNormalizerFromFile(model);
      INDArray images = unitImages();
      normalizer.transform(images);
      ComputationGraph graph = ModelSerializer.restoreComputationGraph(model);
      assertThat(graph.outputSingle(images).dup('c').data().asFloat())
          .containsExactly(expected(network), within(1e-4f));
    }
  }

  @Test
  void model_hasWhatItNeedsInside() throws IOException, InterruptedException {
    Architecture net = TinyModels.convNet(Normalization.BATCH);
    try (TrainedNetwork network = TinyModels.train(net)) {
      NetworkFolder saved = save(net, network);
      Path alone = Files.copy(saved.model(), folder.resolve("alone.zip"));
      ArchitectureFile file = new ModelFile(alone).architecture();
      assertThat(file.id()).isEqualTo(net.id());
      assertThat(file.trainedOn().orElseThrow().classNames())
          .isEqualTo(TinyModels.DATA.classNames());
      assertThat(file.trainedOn().orElseThrow().scale()).isEqualTo(PixelScale.UNIT);
      assertThat(Files.readString(saved.labels())).isEqualTo("ape\nbee or wasp\ncat\n");
      assertThat(ModelFile.of(saved.root()).path()).isEqualTo(saved.model());

      assertThat(saved.needsEngine()).isFalse();
      byte[] first = Files.readAllBytes(saved.model());
      assertThat(Files.readAllBytes(save(net, network).model())).isEqualTo(first);
    }
  }

  @Test
  void onnx_floatsOrBytes_predictsAsTheEngine() throws IOException, InterruptedException {
    Architecture net = TinyModels.convNet(Normalization.GROUP);
    long[] shape = {COUNT, 2, 9, 8};
    try (TrainedNetwork network = TinyModels.train(net)) {
      NetworkFolder saved = save(net, network);
      assertThat(saved.needsEngine()).isTrue();
      try (OnnxRun run = new OnnxRun(Files.readAllBytes(saved.onnx()))) {
        assertRows(run.probabilities(TinyModels.unitImages(), shape), expected(network));
        assertThat(run.metadata())
            .containsEntry("architecture", net.id())
            .containsEntry("dataset", "tiny")
            .containsEntry("class_names", "ape\nbee or wasp\ncat\n")
            .containsEntry("images", "(N, 2, 9, 8), float32 in [0, 1]");
      }
      ModelFile model = new ModelFile(saved.model());
      TrainedOn trainedOn = model.architecture().trainedOn().orElseThrow();
      try (OnnxRun run = new OnnxRun(model.onnx(trainedOn, OnnxInput.BYTES).bytes())) {
        assertRows(run.probabilities(TinyModels.bytes(), shape), expected(network));
        assertThat(run.metadata()).containsEntry("images", "(N, 2, 9, 8), uint8 in [0, 255]");
      }
    }
  }

  private static void assertRows(float[][] rows, float[] expected) {
    for (int n = 0; n < COUNT; n++) {
      assertThat(rows[n])
          .containsExactly(Arrays.copyOfRange(expected, 3 * n, 3 * n + 3), within(1e-4f));
    }
  }

  @Test
  void onnx_bytesIntoAModelOfAnotherScale_isRefused() throws IOException, InterruptedException {
    Architecture net = TinyModels.convNet(Normalization.NONE);
    DataSet given = DataSet.of("given", TinyModels.DATA.train(), TinyModels.DATA.test(), true);
    try (TrainedNetwork network = TinyModels.train(net)) {
      TrainedOn trainedOn = TrainedOn.of(given);
      ModelFile model = new ModelFile(save(net, network).model());
      assertThatThrownBy(() -> model.onnx(trainedOn, OnnxInput.BYTES))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "a model must be trained on images of bytes to take bytes, but %s was trained on"
                  + " images as given",
              net.id());
      assertThat(model.onnx(trainedOn, OnnxInput.FLOATS).proto().getMetadataPropsList())
          .anyMatch(
              entry ->
                  entry
                      .getValue()
                      .equals("(N, 2, 9, 8), float32 on the scale of the training images"));
    }
  }

  @Test
  void predictor_imagesInTheUnitInterval_predictsAsTheEngine()
      throws IOException, InterruptedException {
    Architecture net = TinyModels.convNet(Normalization.INSTANCE);
    try (TrainedNetwork network = TinyModels.train(net)) {
      NetworkFolder saved = save(net, network);
      try (Predictor predictor = Predictor.open(saved.root())) {
        assertThat(predictor.architecture()).isEqualTo(net.id());
        assertThat(predictor.shape()).isEqualTo(TinyModels.SHAPE);
        float[] images = TinyModels.unitImages();
        assertThat(predictor.probabilities(images, COUNT))
            .containsExactly(expected(network), within(1e-6f));
        assertThat(images).isEqualTo(TinyModels.unitImages());
        assertThatThrownBy(() -> predictor.probabilities(images, COUNT + 1))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                "there must be at least 1 image, each of 2x9x8, but 1728 values were given for 13");
      }
    }
  }

  @Test
  void predictor_networkThatTheEngineDoesNotKnow_isComputedByDl4j()
      throws IOException, InterruptedException {
    Architecture net = new Normalized();
    try (TrainedNetwork network = TinyModels.train(net)) {
      Path older = Files.createDirectories(folder.resolve("best")).resolve("model.onnx");
      Files.writeString(older, "that of another network");
      NetworkFolder saved = save(net, network);
      assertThat(saved.onnx()).doesNotExist();
      INDArray images = unitImages();
      ModelFile.normalizer(TrainedOn.of(TinyModels.DATA, TinyModels.RECIPE)).transform(images);
      float[] wanted = network.toDl4j().outputSingle(images).dup('c').data().asFloat();
      try (Predictor predictor = Predictor.open(saved.model())) {
        assertThat(predictor.probabilities(TinyModels.unitImages(), COUNT))
            .containsExactly(wanted, within(1e-6f));
      }
    }
  }

  @Test
  void open_whatIsNoModel_saysSo() throws IOException, InterruptedException {
    Path missing = folder.resolve("none.zip");
    assertThatThrownBy(() -> Predictor.open(missing))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot read " + missing);
    Path text = Files.writeString(folder.resolve("text.zip"), "no zip");
    assertThatThrownBy(() -> Predictor.open(text))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot read " + text + ": it is no model.zip: ");
    assertThatThrownBy(() -> new ModelFile(text).network())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot read " + text + ": ");

    Path damaged = folder.resolve("damaged.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(damaged))) {
      zip.putNextEntry(new ZipEntry("architecture.json"));
      zip.write('{');
    }
    assertThatThrownBy(() -> Predictor.open(damaged))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "%s must be JSON, but is not at line 1, column 2: Unexpected end-of-input: expected"
                + " close marker for Object",
            damaged.resolve("architecture.json"));

    Architecture net = TinyModels.convNet(Normalization.NONE);
    try (TrainedNetwork network = TinyModels.train(net)) {
      NetworkFolder saved = save(net, network);
      Path bare = folder.resolve("bare.zip");
      ModelSerializer.writeModel(network.toDl4j(), bare.toFile(), false);
      assertThatThrownBy(() -> Predictor.open(bare))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "a model must have architecture.json inside it or beside it, but %s has none", bare);
      String old = Files.readString(saved.architecture()).replace("class_names", "ignored");
      Files.writeString(folder.resolve("architecture.json"), old);
      assertThatThrownBy(() -> Predictor.open(bare))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "a model must say what it was trained on, but %s does not, since an older version"
                  + " wrote it",
              bare);
    }
  }

  /** Says on the class, and so to the test, that it was deserialised. */
  static final class Tattler implements Serializable {

    private static final long serialVersionUID = 1;
    private static volatile boolean awake;

    private void readObject(ObjectInputStream in) {
      awake = true;
    }
  }

  private static byte[] tattler() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new Tattler());
    }
    return bytes.toByteArray();
  }

  /** A model.zip with an entry more, which the list at its end may leave out. */
  private Path withObject(Path model, boolean listed) throws IOException {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(object)) {
      zip.putNextEntry(new ZipEntry("preprocessor.bin"));
      zip.write(tattler());
    }
    Path file = folder.resolve(listed + ".zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipInputStream from = new ZipInputStream(Files.newInputStream(model))) {
      byte[] all = object.toByteArray();
      if (!listed) { // its local header and content stand before the zip file, with its own list
        int list = new String(all, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
        out.write(all, 0, list);
      }
      ZipOutputStream zip = new ZipOutputStream(out);
      for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        zip.putNextEntry(new ZipEntry(entry.getName()));
        zip.write(from.readAllBytes());
      }
      if (listed) {
        zip.putNextEntry(new ZipEntry("preprocessor.bin"));
        zip.write(tattler());
      }
      zip.finish();
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void modelWithAJavaObject_isRefusedAndTheObjectNotRead(boolean listed) throws Exception {
    try (TrainedNetwork network = TinyModels.train(TinyModels.convNet(Normalization.NONE))) {
      Path model = save(TinyModels.convNet(Normalization.NONE), network).model();
      Path hostile = withObject(model, listed);
      assertThatThrownBy(() -> new ModelFile(hostile).network())
          .isInstanceOf(WrongFileException.class)
          .hasMessage(
              "cannot read %s: its preprocessor.bin is a Java object, and such are not read",
              hostile);
      assertThat(Tattler.awake).isFalse();
      assertThatThrownBy(() -> ModelSerializer.restoreComputationGraph(hostile.toFile()))
          .isInstanceOf(ClassCastException.class); // what it is refused for
      assertThat(Tattler.awake).isTrue();
      Tattler.awake = false;
    }
  }

  /** ND4J would allocate all that lies between them: gigabytes for a file of 15 kB. */
  @Test
  void network_ofArraysWithGapsBetweenTheirValues_isRefused() throws Exception {
    Path gaps = folder.resolve("gaps.zip");
    try (TrainedNetwork network = TinyModels.train(TinyModels.convNet(Normalization.NONE));
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(gaps))) {
      Path model = save(TinyModels.convNet(Normalization.NONE), network).model();
      try (ZipInputStream from = new ZipInputStream(Files.newInputStream(model))) {
        for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
          byte[] bytes = from.readAllBytes();
          if (entry.getName().equals("coefficients.bin")) {
            int shape = 2 + "MIXED_DATA_TYPES".length() + 8 + 2 + "LONG".length();
            int dimensions = (int) ByteBuffer.wrap(bytes).getLong(shape);
            ByteBuffer.wrap(bytes).putLong(shape + 8 * 2 * dimensions, 65_535);
          }
          to.putNextEntry(new ZipEntry(entry.getName()));
          to.write(bytes);
        }
      }
    }
    assertThatThrownBy(() -> new ModelFile(gaps).network())
        .isInstanceOf(WrongFileException.class)
        .hasMessageContaining("its coefficients.bin must have the ")
        .hasMessageEndingWith(" values of its shape and no others between them, but has not");
  }
}
