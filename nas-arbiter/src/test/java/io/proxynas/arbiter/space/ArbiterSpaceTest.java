package io.proxynas.arbiter.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.arbiter.Searches;
import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.nas.candidate.NetworkSize;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.nas.space.Spaces;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.optimize.serde.jackson.JsonMapper;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArbiterSpaceTest {

  private static final ImageShape SHAPE = new ImageShape(1, 8, 8);

  @TempDir Path folder;

  private static MultiLayerSpace chain() {
    return Searches.chain().build();
  }

  /** 7 numbers of filters times 2 activations; the learning rate is no decision. */
  @Test
  void decisions_areThoseOfTheNetwork() {
    SearchSpace space = new ArbiterSpace(chain(), "test");
    assertThat(space.decisions().options()).containsExactly(7, 2);
    Set<String> ids = new HashSet<>();
    Set<Long> sizes = new HashSet<>();
    space
        .architectures()
        .forEach(
            architecture -> {
              ids.add(architecture.id());
              sizes.add(
                  NetworkSize.of(architecture.configuration(SHAPE, 3, 1), SHAPE).parameters());
            });
    assertThat(ids).hasSize(14);
    // 2 to 8 filters of 3x3 with a bias, 6x6 pixels each, 3 outputs with a bias.
    assertThat(sizes)
        .containsExactlyInAnyOrder(239L, 357L, 475L, 593L, 711L, 829L, 947L)
        .hasSize(7);
  }

  @Test
  void architecture_isFoundByItsId() {
    SearchSpace space = new ArbiterSpace(chain(), "test");
    Architecture architecture = space.random(new Seed(3).generator());
    assertThat(space.parse(architecture.id())).isEqualTo(architecture);
    assertThat(space.codec().decode(space.codec().encode(architecture))).isEqualTo(architecture);
    assertThat(space.neighbours(architecture)).hasSize(7);
    assertThatThrownBy(() -> space.parse("arbiter:7-0"))
        .hasMessage(
            "an id of the space arbiter must look like arbiter:0-0, with options below [7, 2], but was arbiter:7-0");
  }

  @Test
  void network_isTheSamePassedThroughAChainOrAGraph() {
    for (SearchSpace space :
        new SearchSpace[] {
          new ArbiterSpace(chain(), "chain"), new ArbiterSpace(Searches.graph().build(), "graph")
        }) {
      Architecture first = space.architectures().findFirst().orElseThrow();
      try (Network network = Network.compile(first.configuration(SHAPE, 3, 1), SHAPE)) {
        assertThat(network.parameters()).isEqualTo(239);
        assertThat(network.toDl4j().getConfiguration().getDefaultConfiguration().getSeed())
            .isEqualTo(1);
      }
    }
  }

  @Test
  void imagesOrClassesOfAnotherKind_areRefused() {
    Architecture first =
        new ArbiterSpace(chain(), "test").architectures().findFirst().orElseThrow();
    assertThatThrownBy(() -> first.configuration(new ImageShape(1, 28, 28), 3, 1))
        .hasMessage("the space must be made for images of 1x28x28, but is made for 1x8x8");
    assertThatThrownBy(() -> first.configuration(SHAPE, 10, 1))
        .hasMessage("the space must be made for 10 classes, but its output has 3 values");
    assertThatThrownBy(
            () ->
                new ArbiterSpace(
                    Searches.chain().setInputType(InputType.recurrent(8)).build(), "test"))
        .hasMessageContaining("a space must be made for images");
  }

  private void assertGraphIsRefused(String from, String to, String why) throws Exception {
    String graph = Searches.graph().build().toJson();
    assertThat(graph).containsPattern(from);
    Path file = folder.resolve("graph.json");
    assertThatThrownBy(() -> read("graph.json", graph.replaceFirst(from, to)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "%s must hold a MultiLayerSpace or ComputationGraphSpace of Arbiter, but does not: %s",
            file, why);
  }

  /** Arbiter would make two billion layers of it. */
  @Test
  void spaceThatRepeatsALayerWithoutBounds_isRefusedWhenItIsRead() {
    String chain = chain().toJson();
    String once = "(\"numLayers\" : \\{[^}]*\"value\" : )1";
    assertThat(chain).containsPattern(once);
    assertThatThrownBy(() -> read("chain.json", chain.replaceFirst(once, "$1" + 2_000_000_000)))
        .hasMessageEndingWith(
            "a network of it may have at most 1,000 layers, but has 2,000,000,001");
  }

  @Test
  void graphThatCannotBeBuilt_isRefusedWhenItIsRead() throws Exception {
    String outputs = "\"networkOutputs\" : \\[[^]]*\\]";
    assertGraphIsRefused(
        outputs,
        "\"networkOutputs\" : null",
        "its networkOutputs must be at least 1 name, but are missing");
    assertGraphIsRefused(
        outputs,
        "\"networkOutputs\" : []",
        "its networkOutputs must be at least 1 name, but are []");
    assertGraphIsRefused(
        "\"vertices\" : \\[ *\\]",
        "\"vertices\" : null",
        "its vertices must be a list, but are null");
    assertGraphIsRefused(
        outputs,
        "\"networkOutputs\" : [\"none\"]",
        "Invalid configuration: Output name \"none\" is not a valid vertex");
  }

  @Test
  void graphWhoseNumberOfParametersIsOfAnotherTime_isBuilt() throws Exception {
    String graph = Searches.graph().build().toJson();
    SearchSpace space =
        read("graph.json", graph.replaceAll("\"numParameters\" : \\d+", "\"numParameters\" : 0"));
    assertThat(space.architectures().toList())
        .allSatisfy(a -> assertThat(a.configuration(SHAPE, 3, 1).getNetworkOutputs()).hasSize(1));
  }

  @Test
  void fileOfAThousandLevels_isRefused() throws Exception {
    String deep = "{\"@class\": \"org.deeplearning4j.arbiter.MultiLayerSpace\", \"a\": ";
    assertThatThrownBy(() -> read("deep.json", deep + "[".repeat(1_000)))
        .hasMessageContaining("deep.json must be JSON, but is not at line 1, column ")
        .hasMessageEndingWith("Document nesting depth (101) exceeds the maximum allowed (100)");
    assertThatThrownBy(
            () ->
                read(
                    "deep.yaml",
                    "!<org.deeplearning4j.arbiter.MultiLayerSpace>\na: " + "[".repeat(1_000)))
        .hasMessageEndingWith("it must be nested at most 100 deep, but is deeper at line 2");
  }

  /** The space, with another object in each FixedValue that has one. */
  private static String withObject(String json, Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    assertThat(json).containsPattern("\"data\" : \"rO0AB");
    return json.replaceAll(
        "\"data\" : \"rO0AB[^\"]*",
        "\"data\" : \"" + Base64.getEncoder().encodeToString(bytes.toByteArray()));
  }

  private static Object nested(int levels) {
    Object object = new ArrayList<>();
    for (int i = 0; i < levels; i++) {
      object = new ArrayList<>(List.of(object));
    }
    return object;
  }

  @Test
  void fileWithAnObjectOfOtherClasses_isRefusedAndTheObjectNotRead() throws Exception {
    String json = chain().toJson();
    String refused =
        "a FixedValue must be of numbers, texts, lists and classes of DL4J and ND4J, at most 20 deep, but has ";
    for (Object object : new Object[] {new File("x"), List.of(new File("x")), new File[1]}) {
      assertThatThrownBy(() -> read("object.json", withObject(json, object)))
          .hasMessageContaining("object.json must hold a MultiLayerSpace")
          .hasMessageContaining(refused + "a ");
    }
    assertThatThrownBy(() -> read("deep.json", withObject(json, nested(30))))
        .hasMessageContaining(refused);
    String yaml = JsonMapper.getYamlMapper().writeValueAsString(chain());
    String data = withObject("\"data\" : \"rO0AB", new File("x")).substring(10);
    assertThatThrownBy(
            () -> read("object.yaml", yaml.replaceAll("data: \"rO0AB[^\"]*", "data: " + data)))
        .hasMessageContaining(refused);
  }

  /** A text that is none in Java's UTF-8, of which Java's own message says nothing. */
  @Test
  void fileWithADamagedObject_isRefusedInWords() throws Exception {
    byte[] text = {(byte) 0xac, (byte) 0xed, 0, 5, 0x74, 0, 2, (byte) 0xff, (byte) 0xff};
    String json =
        chain()
            .toJson()
            .replaceAll(
                "\"data\" : \"rO0AB[^\"]*",
                "\"data\" : \"" + Base64.getEncoder().encodeToString(text));

    assertThatThrownBy(() -> read("damaged.json", json))
        .hasMessageContaining("damaged.json must hold a MultiLayerSpace")
        .hasMessageContaining(
            "the data of a FixedValue must be a whole Java object, but are damaged")
        .hasMessageNotContaining("Unexpected");
  }

  @Test
  void fileWhoseFixedValueIsOfAnotherClass_isRefused() throws Exception {
    String json = chain().toJson();
    assertThat(json).containsPattern("\"@valueclass\" : \"[^\"]*\",\\s*\"value\"");
    for (String name : new String[] {"java.io.File", "no.such.Class", "java.lang.Thread"}) {
      String hostile =
          json.replaceAll(
              "\"@valueclass\" : \"[^\"]*\",(\\s*\"value\")",
              "\"@valueclass\" : \"" + name + "\",$1");
      assertThatThrownBy(() -> read("class.json", hostile))
          .hasMessageContaining(
              "the @valueclass of a FixedValue must be a number of Java, String or an enum on the"
                  + " class path, but was \"%s\"",
              name);
    }
  }

  /** SnakeYAML tells numbers to the base of 60 by a recursive pattern. */
  @Test
  void yamlWithALongNumber_isRefusedBeforeTheStackIsExhausted() {
    String yaml = "!<org.deeplearning4j.arbiter.MultiLayerSpace>\na: 1";
    assertThatThrownBy(() -> read("long.yaml", yaml + ":1".repeat(100_000) + ".0"))
        .hasMessageEndingWith("its numbers must have at most 100 characters, but one has more");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!<MultiLayerSpace%3Cjava.io.File%3E>\na: 1",
        "a: !<java.util.ArrayList%3Cjava.io.File%3E>\n- 1",
        "a:\n  \"@class\": \"java.util.ArrayList<java.io.File>\"",
        "{\"a\": {\"@class\": \"java.util.ArrayList<java.io.File>\", \"@class\": \"b\"}}",
        "{\"a\": {\"java.util.ArrayList<java.io.File>\": []}}"
      })
  void classWithTypeArguments_isRefused(String text) {
    String marked =
        text.startsWith("{")
            ? text.replaceFirst("\\{", "{\"org.deeplearning4j.arbiter.x\": 1, ")
            : "# org.deeplearning4j.arbiter.x\n" + text;
    assertThatThrownBy(() -> read("generic.txt", marked))
        .hasMessageContaining("it must name classes without type arguments, but names ")
        .hasMessageContaining("<java.io.File");
  }

  private SearchSpace read(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return Spaces.read(file);
  }

  @Test
  void fileOfASpace_isReadAsJsonAndYaml() throws Exception {
    ComputationGraphSpace graph = Searches.graph().build();
    for (Object space : new Object[] {chain(), graph}) {
      String json = JsonMapper.getMapper().writeValueAsString(space);
      String yaml = JsonMapper.getYamlMapper().writeValueAsString(space);
      int size = space == graph ? 7 : 14;
      assertThat(read("space.json", json).size()).isEqualTo(size);
      assertThat(read("space.yaml", yaml).size()).isEqualTo(size);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"chain.json", "chain.yaml", "graph.json"})
  void fileOfAConfiguration_isReadThoughBeta7WroteIt(String name) throws Exception {
    try (InputStream in = getClass().getResourceAsStream("../migrate/" + name)) {
      SearchSpace space = read(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      assertThat(space.size()).isEqualTo(name.startsWith("graph") ? 7 : 28);
      Architecture first = space.architectures().findFirst().orElseThrow();
      assertThat(NetworkSize.of(first.configuration(SHAPE, 3, 1), SHAPE).flops()).isPositive();
    }
  }

  @Test
  void filesOfOthers_areStillReadByTheirOwn() throws Exception {
    assertThat(read("mlp.json", "{\"space\": \"mlp\", \"layers\": [1, 2]}").name())
        .isEqualTo("mlp");
    assertThatThrownBy(() -> read("x.json", "{\"a\": \"org.deeplearning4j.arbiter.X\"}"))
        .hasMessageContaining("x.json must hold a MultiLayerSpace or ComputationGraphSpace")
        .hasMessageContaining("its @class is \"\"");
    assertThatThrownBy(() -> Spaces.named("arbiter"))
        .hasMessageContaining("must be given as its JSON or YAML file");
  }
}
