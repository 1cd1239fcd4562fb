package io.proxynas.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.engine.Progress;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.train.RateSchedule;
import io.proxynas.train.Recipe;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.Trainer;
import io.proxynas.train.augment.KindDraw;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.data.ChannelStatistics;
import io.proxynas.train.data.FloatPixels;
import io.proxynas.train.data.LabelledImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureFileTest {

  private static final ImageShape SHAPE = new ImageShape(1, 8, 8);
  private static final Recipe RECIPE = new Recipe(1, 4, 0.1, 0.9, 0, Optional.empty());

  private static final TrainedOn TRAINED_ON =
      new TrainedOn(
          "photos",
          "/data/photos",
          Optional.of(new Seed(7)),
          PixelScale.UNIT,
          new ChannelStatistics(new float[] {0.1f}, new float[] {0.3f}),
          List.of("a", "b"),
          Optional.of(RECIPE.withAugmentation(SiameseAugmentation.WITHOUT_FLIP)));

  @TempDir Path folder;

  private static LabelledImages images() {
    float[] pixels = new float[8 * SHAPE.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i * 31 % 17 / 8f - 1;
    }
    return new LabelledImages(
        SHAPE,
        List.of("a", "b"),
        new FloatPixels(pixels, SHAPE.size()),
        new int[] {0, 1, 0, 1, 0, 1, 0, 1});
  }

  private static TrainedNetwork train(Architecture architecture) throws InterruptedException {
    return new Trainer(RECIPE).train(architecture, images(), new Seed(1), Progress.NONE);
  }

  @ParameterizedTest
  @EnumSource(Normalization.class)
  void read_ofASavedNetwork_trainsToTheSameBits(Normalization normalization)
      throws IOException, InterruptedException {
    Architecture net = new ConvNet(1, 8, Activation.LEAKY_RELU, normalization, Pooling.MAX);
    NetworkFolder saved = new NetworkFolder(folder.resolve("1-" + NetworkFolder.name(net)));
    assertThat(saved.isSaved()).isFalse();
    try (TrainedNetwork network = train(net)) {
      saved.save(net, "a space", network, TRAINED_ON);
      assertThat(saved.isSaved()).isTrue();
      var restored = ModelSerializer.restoreComputationGraph(saved.model().toFile());
      assertThat(restored.params()).isEqualTo(network.toDl4j().params());
      var configuration =
          ComputationGraphConfiguration.fromJson(Files.readString(saved.configuration()));
      assertThat(configuration).isEqualTo(restored.getConfiguration());

      ArchitectureFile file = ArchitectureFile.read(saved.architecture());
      assertThat(file.id()).isEqualTo(net.id());
      assertThat(file.space()).isEqualTo("a space");
      assertThat(file.trainedOn()).get().usingRecursiveComparison().isEqualTo(TRAINED_ON);
      try (TrainedNetwork again = train(file.architecture())) {
        assertThat(again.evaluate(images())).isEqualTo(network.evaluate(images()));
        assertThat(again.parameters()).isEqualTo(network.parameters());
      }
    }
  }

  @Test
  void architecture_otherImages_isRefused() throws IOException, InterruptedException {
    Architecture net = new ConvNet(1, 8, Activation.RELU, Normalization.NONE, Pooling.MAX);
    NetworkFolder saved = new NetworkFolder(folder);
    try (TrainedNetwork network = train(net)) {
      saved.save(net, "a space", network, TRAINED_ON);
    }
    Architecture read = ArchitectureFile.read(saved.architecture()).architecture();
    assertThatThrownBy(() -> read.configuration(new ImageShape(3, 8, 8), 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "convnet-d1-w8-relu-none-max must be trained on images of 1x8x8 and 2 classes, but the"
                + " data set has 3x8x8 and 2");
    assertThatThrownBy(() -> read.configuration(SHAPE, 3, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("has 1x8x8 and 3");
  }

  @Test
  void name_benchmarkString_isAFileName() {
    Architecture cell =
        new Architecture() {
          @Override
          public String id() {
            return "|nor_conv_3x3~0|+|none~0|skip_connect~1|";
          }

          @Override
          public ComputationGraphConfiguration configuration(
              ImageShape input, int classes, long seed) {
            throw new AssertionError();
          }
        };
    assertThat(NetworkFolder.name(cell)).isEqualTo("_nor_conv_3x3_0_none_0_skip_connect_1_");
  }

  /** A saved file with a text of it replaced. */
  private Path changed(String from, String to) throws IOException, InterruptedException {
    Architecture net = new ConvNet(1, 8, Activation.RELU, Normalization.NONE, Pooling.MAX);
    NetworkFolder saved = new NetworkFolder(folder);
    try (TrainedNetwork network = train(net)) {
      saved.save(net, "a space", network, TRAINED_ON);
    }
    String text = Files.readString(saved.architecture());
    assertThat(text).containsPattern(from);
    Path file = folder.resolve("changed.json");
    Files.writeString(file, text.replaceFirst(from, to));
    return file;
  }

  @Test
  void read_fileOfAnOlderVersion_doesNotKnowWhatItWasTrainedOn()
      throws IOException, InterruptedException {
    Path file = changed("\"class_names\"", "\"ignored\"");
    assertThat(ArchitectureFile.read(file).trainedOn()).isEmpty();
    assertThat(ArchitectureFile.read(file).shape()).isEqualTo(SHAPE);
  }

  @Test
  void read_recipeOfUnusualSteps_isThatRecipe() throws IOException, InterruptedException {
    String kinds = "\"augmentation\" :";
    Path file = changed(kinds, "\"schedule\" : \"step\", \"kind_for_each\" : \"batch\", " + kinds);
    Recipe recipe = ArchitectureFile.read(file).trainedOn().orElseThrow().recipe().orElseThrow();

    assertThat(recipe.schedule()).isEqualTo(RateSchedule.STEP);
    assertThat(recipe.kindDraw()).isEqualTo(KindDraw.BATCH);
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.putObject("input");
    TrainedOnJson.write(TRAINED_ON.withRecipe(recipe), json);
    assertThat(json.at("/recipe/schedule").asText()).isEqualTo("step");
    assertThat(json.at("/recipe/kind_for_each").asText()).isEqualTo("batch");
    assertThat(
            ArchitectureFile.read(changed("\"class_names\"", "\"class_names\""))
                .trainedOn()
                .orElseThrow()
                .recipe())
        .hasValueSatisfying(usual -> assertThat(usual.schedule()).isEqualTo(RateSchedule.COSINE));
  }

  private void assertChangeIsRefused(String from, String to, String message)
      throws IOException, InterruptedException {
    Path file = changed(from, to);
    assertThatThrownBy(() -> ArchitectureFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + ": " + message);
  }

  @Test
  void read_wrongTraining_saysWhereAndWhat() throws IOException, InterruptedException {
    assertChangeIsRefused(
        "\"mean\" : \\[ 0.1 ]",
        "\"mean\" : [ 1, 2 ]",
        "there must be one mean and one deviation a channel, but there are 2 and 1");
    assertChangeIsRefused(
        "\"deviation\" : \\[ 0.3 ]",
        "\"deviation\" : [ 0 ]",
        "a deviation must be above 0, but was 0.0");
    assertChangeIsRefused(
        "\"mean\" : \\[ 0.1 ]",
        "\"mean\" : [ \"x\" ]",
        "$.input.mean.0 must be a finite number, but was \"x\"");
    assertChangeIsRefused(
        "\"channels\" : 1",
        "\"channels\" : 3",
        "$.input.mean must be as long as there are channels, 3, but has 1");
    assertChangeIsRefused(
        "\\[ \"a\", \"b\" ]",
        "[ \"a\", \"b\", \"c\" ]",
        "$.class_names must be as long as there are classes, 2, but has 3");
    assertChangeIsRefused(
        "byte / 255",
        "bits",
        "$.input.scale must be one of byte / 255, as given, but was \"bits\"");
    assertChangeIsRefused(
        "\"augmentation\" :",
        "\"schedule\" : \"sine\", \"augmentation\" :",
        "$.recipe.schedule must be one of cosine, step, but was \"sine\"");
    assertChangeIsRefused(
        "\"crop\"",
        "\"blur\"",
        "$.recipe.augmentation must be a list of colour, crop, cutout, flip, scale, rotate, but has \"blur\"");
    assertChangeIsRefused(
        "\"epochs\" : 1",
        "\"epochs\" : 0",
        "$.recipe.epochs must be a whole number of at least 1, but was 0");
    assertChangeIsRefused(
        "\"momentum\" : 0.9", "\"momentum\" : 2", "momentum must be in [0, 1), but was 2.0");
  }

  private void assertRefused(String json, String message) throws IOException {
    Path file = folder.resolve("architecture.json");
    Files.writeString(file, json);
    assertThatThrownBy(() -> ArchitectureFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + (message.startsWith(" ") ? "" : ": ") + message);
  }

  @Test
  void read_wrongFile_saysWhereAndWhat() throws IOException {
    assertRefused("{", " must be JSON, but is not at line 1, column");
    assertRefused("[]", "$.schema must be a whole number of at least 1, but is missing");
    assertRefused("{\"schema\": 2}", "$.schema must be 1, but was 2");
    assertRefused("{\"schema\": 1}", "$.architecture must be a text, but is missing");
    String start = "{\"schema\": 1, \"architecture\": \"x\", \"input\": {\"channels\": 1, ";
    assertRefused(
        start + "\"height\": 0}}",
        "$.input.height must be a whole number of at least 1, but was 0");
    String shape = start + "\"height\": 8, \"width\": 8}, ";
    assertRefused(
        shape + "\"configuration\": 5}", "$.configuration must be a DL4J configuration, but was 5");
    assertRefused(
        shape + "\"configuration\": {\"a\": 1}, \"space\": \"s\", \"classes\": 2}",
        "$.configuration.networkInputs must be a list of at least 1 text, but is missing");
    assertRefused(
        shape
            + "\"configuration\": {\"networkInputs\": [\"a\"], \"networkOutputs\": [\"b\"],"
            + " \"vertices\": {\"b\": 1}, \"vertexInputs\": {}},"
            + " \"space\": \"s\", \"classes\": 2}",
        "$.configuration must be a DL4J configuration, but is not: ");
  }

  private void assertConfigurationIsRefused(String field, String value, String message)
      throws IOException {
    Path file = folder.resolve("changed.json");
    ObjectMapper json = new ObjectMapper();
    ObjectNode text = (ObjectNode) json.readTree(file.toFile());
    ((ObjectNode) text.get("configuration")).set(field, json.readTree(value));
    Path changed = Files.writeString(folder.resolve("other.json"), text.toString());
    assertThatThrownBy(() -> ArchitectureFile.read(changed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(changed + ": $.configuration" + message);
  }

  @Test
  void read_configurationThatIsNoGraph_saysWhatItLacks() throws Exception {
    changed("\"schema\"", "\"schema\"");
    assertConfigurationIsRefused(
        "networkOutputs",
        "null",
        ".networkOutputs must be a list of at least 1 text, but was null");
    assertConfigurationIsRefused(
        "networkInputs", "[]", ".networkInputs must be a list of at least 1 text, but was []");
    assertConfigurationIsRefused(
        "defaultConfiguration",
        "null",
        ".defaultConfiguration must be an object of settings, but was null");
    assertConfigurationIsRefused(
        "vertices", "{}", ".vertices must be an object of layers, but has none");
    assertConfigurationIsRefused(
        "vertexInputs", "7", ".vertexInputs must be an object of lists of names, but was 7");
    assertConfigurationIsRefused(
        "networkOutputs",
        "[\"none\"]",
        " must be a DL4J configuration, but is not: Invalid configuration: Output name \"none\" is not a valid vertex");
  }

  @Test
  void read_textInUtf16_saysSo() throws IOException {
    Path file = folder.resolve("utf16.json");
    Files.writeString(file, "{}", StandardCharsets.UTF_16);
    assertThatThrownBy(() -> ArchitectureFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " must be text in UTF-8, but is not at byte 0");
  }

  @Test
  void read_missingFile_saysSo() {
    assertThatThrownBy(() -> ArchitectureFile.read(folder.resolve("none.json")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot read " + folder.resolve("none.json"));
  }
}
