package io.proxynas.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.Recipe;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.Trainer;
import io.proxynas.train.data.DataSet;
import io.proxynas.train.data.RawImages;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs of docs/model.md on networks that tell red images from blue ones. */
class DocumentedProgramsTest {

  private static final ImageShape SHAPE = new ImageShape(3, 8, 8);
  private static final int COUNT = 40;

  @TempDir static Path folder;

  @BeforeAll
  static void write() throws IOException, InterruptedException {
    ImageIO.write(picture(0xe02010), "png", folder.resolve("red.png").toFile());
    ImageIO.write(picture(0x1020e0), "png", folder.resolve("blue.png").toFile());
    RawImages images = images();
    DataSet data = DataSet.of("colours", List.of("red", "blue"), images, images, true, List.of());
    for (Normalization normalization : List.of(Normalization.BATCH, Normalization.INSTANCE)) {
      Recipe recipe = new Recipe(6, 4, 0.05, 0.9, 0, Optional.empty());
      Architecture net = new ConvNet(1, 8, Activation.RELU, normalization, Pooling.MAX);
      try (TrainedNetwork network =
          new Trainer(recipe).train(net, data.train(), new Seed(1), Progress.NONE)) {
        assertThat(network.evaluate(data.test()).accuracy()).isEqualTo(1);
        new NetworkFolder(folder.resolve(normalization.name()))
            .save(net, "a space", network, TrainedOn.of(data, recipe));
      }
    }
  }

  private static BufferedImage picture(int rgb) {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64; i++) {
      image.setRGB(i % 8, i / 8, i % 8 < 4 ? rgb : 0x404040);
    }
    return image;
  }

  /** Noise over much green; the halves on the left are reddish or bluish. */
  private static RawImages images() {
    Random random = new Random(1);
    byte[] pixels = new byte[COUNT * SHAPE.size()];
    int[] labels = new int[COUNT];
    for (int n = 0; n < COUNT; n++) {
      labels[n] = n % 2;
      for (int i = 0; i < 64; i++) {
        boolean coloured = i % 8 < 4;
        for (int c = 0; c < 3; c++) {
          int high = coloured && c == 2 * labels[n] ? 150 : 0;
          pixels[n * SHAPE.size() + c * 64 + i] = (byte) (high + 40 + random.nextInt(60));
        }
      }
    }
    return new RawImages(SHAPE, pixels, labels);
  }

  /** Instance normalisation needs the engine's jar; nothing else of this program is there. */
  @ParameterizedTest
  @CsvSource({"BATCH, red, false", "BATCH, blue, false", "INSTANCE, red, true"})
  void dl4j_withoutThisProgram_tellsTheClass(String network, String colour, boolean engine)
      throws IOException, InterruptedException {
    NetworkFolder best = new NetworkFolder(folder.resolve(network));
    assertThat(best.needsEngine()).isEqualTo(engine);
    Path result = folder.resolve("result.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath(engine)));
    command.add(PlainDl4j.class.getName());
    command.add(best.root().toString());
    command.addAll(List.of(folder.resolve(colour + ".png").toString(), result.toString()));
    File log = folder.resolve("log.txt").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    assertThat(process.waitFor()).as(Files.readString(log.toPath())).isZero();
    assertThat(Files.readString(result)).isEqualTo(colour + System.lineSeparator());
  }

  /** The tests' own, without this project's modules but for these tests and maybe the engine. */
  private static String classPath(boolean engine) {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(all.split(File.pathSeparator))
        .filter(entry -> isWanted(Path.of(entry), engine))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isWanted(Path entry, boolean engine) {
    Path target = entry.getParent();
    if (target == null || !target.endsWith("target")) {
      return true; // no module's
    }
    boolean isHere = target.getParent().equals(Path.of("").toAbsolutePath());
    return isHere
        ? entry.endsWith("test-classes")
        : engine && target.getParent().endsWith("engine");
  }

  @ParameterizedTest
  @CsvSource({"BATCH, red", "INSTANCE, red", "INSTANCE, blue"})
  void onnxRuntime_tellsTheClass(String network, String colour) throws IOException, OrtException {
    Path model = new NetworkFolder(folder.resolve(network)).onnx();
    File photo = folder.resolve(colour + ".png").toFile();
    assertThat(OnnxExample.classOf(model.toString(), photo)).isEqualTo(colour);
  }

  @Test
  void programs_areThoseOfThePage() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "model.md"));
    assertThat(page).contains(snippet("PlainDl4j"), snippet("OnnxExample"));
  }

  private static String snippet(String program) throws IOException {
    Path file = Path.of("src/test/java/io/proxynas/model", program + ".java");
    return Files.readAllLines(file).stream()
        .dropWhile(line -> !line.equals("  // begin of the snippet"))
        .skip(1)
        .takeWhile(line -> !line.equals("  // end of the snippet"))
        .map(line -> line.replaceFirst("^  ", ""))
        .collect(Collectors.joining("\n", "```java\n", "\n```"));
  }
}
