package io.proxynas.nas.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import io.proxynas.nas.space.nasbench201.NasBench201Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpacesTest {

  @TempDir Path folder;

  private SearchSpace read(String json) throws IOException {
    Path file = folder.resolve("space.json");
    Files.writeString(file, json.replace('\'', '"'));
    return Spaces.read(file);
  }

  @Test
  void names_areAllOnTheClassPath_alsoTheUsersOwn() {
    assertThat(Spaces.names())
        .isEqualTo("chain, convnet, mlp, nasbench-macro, nasbench201, of-this-test");
    assertThat(Spaces.named("of-this-test:width=3")).contains(MlpOfThisTest.of(3));
  }

  @Test
  void named_withoutOptions_hasTheDefaults() {
    assertThat(Spaces.named("convnet")).contains(ConvNetSpace.CPU);
    assertThat(Spaces.named("mlp")).contains(MlpSpace.DEFAULT);
    assertThat(Spaces.named("nasbench201")).contains(NasBench201Space.BENCHMARK);
    assertThat(Spaces.named("darts")).isEmpty();
  }

  @Test
  void named_withOptions_readsNumbersAndLists() {
    assertThat(Spaces.named("nasbench201:cells=1,channels=8")).contains(new NasBench201Space(1, 8));
    assertThat(Spaces.named("mlp:layers=1+3,widths=64"))
        .contains(new MlpSpace(List.of(1, 3), List.of(64)));
  }

  @Test
  void read_convnet_takesAnyLists() throws IOException {
    assertThat(
            read(
                "{'space':'convnet','depths':[1,5],'widths':[6],'activations':['leakyrelu'],"
                    + "'normalizations':['instance','none'],'poolings':'max'}"))
        .isEqualTo(
            new ConvNetSpace(
                List.of(1, 5),
                List.of(6),
                List.of(Activation.LEAKY_RELU),
                List.of(Normalization.INSTANCE, Normalization.NONE),
                List.of(Pooling.MAX)))
        .hasToString(
            "convnet (depths 1, 5; widths 6; activations LEAKY_RELU; normalizations INSTANCE, NONE;"
                + " poolings MAX)");
  }

  @Test
  void read_chain_keepsTheOrderOfChoices() throws IOException {
    SearchSpace space =
        read(
            "{'space':'chain','name':'mine','slots':[{'choices':{"
                + "'wide':[{'layer':'convolution','filters':8,'kernel':5,'stride':2}],"
                + "'narrow':[{'layer':'residual','layers':[{'layer':'activation','function':'relu'}]}],"
                + "'none':[]}}]}");
    assertThat(space.architectures().map(a -> a.id()))
        .containsExactly("mine:wide", "mine:narrow", "mine:none");
    assertThat(space.toString()).contains("wide=[Convolution[filters=8, kernel=5, stride=2]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'space':'darts'} | $.space must be one of chain, convnet, mlp, nasbench-macro, nasbench201, of-this-test, but was 'darts'",
        "{} | $.space must be a text, but is missing",
        "{'space':7} | $.space must be a text, but was 7",
        "{'space':'mlp','widths':['x']} | $.widths[0] must be a whole number in [1, 65536], but was 'x'",
        "{'space':'mlp','widths':[1.5]} | $.widths[0] must be a whole number in [1, 65536], but was 1.5",
        "{'space':'mlp','widths':[]} | $.widths must be a list of at least 1 of its numbers, but was []",
        "{'space':'mlp','widths':[8,16,8]} | $.widths[2] must be other than $.widths[0], but was 8",
        "{'space':'mlp','depth':3} | $.depth must be one of the options layers, space, widths, but is none",
        "{'space':'convnet','poolings':['min']} | $.poolings[0] must be one of none, max, average, but was 'min'",
        "{'space':'chain','slots':[]} | $.slots must be a list of at least 1 objects, but was []",
        "{'space':'chain','slots':[3]} | $.slots[0] must be an object, but was 3",
        "{'space':'chain','slots':[{'choices':{}}]} | $.slots[0].choices must be an object that is not empty, but was {}",
        "{'space':'chain','name':'a-b','slots':[]} | $.name must be of small letters, digits and _, but was 'a-b'",
        "{'space':'convnet','widths':[6],'normalizations':['group']} | each width must be a multiple of 4, for the groups of group normalization, but one was 6",
        "{'space':'chain','slots':[{'choices':{'A':[]}}]} | $.slots[0].choices.A must have a name of small letters, digits and _, but was []",
        "{'space':'chain','slots':[{'choices':{'a':[{'layer':'lstm'}]}}]} | $.slots[0].choices.a[0].layer must be one of activation, convolution, dense, globalaverage, normalization, pooling, residual, but was 'lstm'",
        "{'space':'chain','slots':[{'choices':{'a':[{'layer':'convolution'}]}}]} | $.slots[0].choices.a[0].filters must be a whole number, but is missing",
        "{'space':'chain','slots':[{'choices':{'a':[{'layer':'convolution','filters':8,'kernel':4}]}}]} | $.slots[0].choices.a[0].kernel must be odd, but was 4",
        "{'space':'chain','slots':[{'choices':{'a':[{'layer':'dense','width':8,'bias':1}]}}]} | $.slots[0].choices.a[0].bias must be one of the options layer, width, but is none",
      })
  void read_wrong_saysFilePathRuleAndValue(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(folder.resolve("space.json") + ": " + message.replace('\'', '"'));
  }

  @Test
  void read_noJsonOrNoObject_saysWhere() {
    assertThatThrownBy(() -> read("{'space':'mlp',\n 'space':'mlp'}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(".*space.json must be JSON, but is not at line 2, column \\d+: Dup.*");
    assertThatThrownBy(() -> read("{'space'"))
        .hasMessageContaining("must be JSON, but is not at line 1");
    assertThatThrownBy(() -> read("[1]"))
        .hasMessageEndingWith("space.json: $ must be an object, but was something else");
    assertThatThrownBy(() -> Spaces.read(folder.resolve("none.json")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.json");
  }

  @ParameterizedTest
  @CsvSource({"mlp:, ''", "mlp:layers, layers", "mlp:layers=1=2, layers=1=2", "mlp:=3, =3"})
  void named_malformedOptions_saysWhatTheyLookLike(String text, String option) {
    assertThatThrownBy(() -> Spaces.named(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the options of a space must look like NAME:key=value,key=value+value, but \"%s\" has \"%s\""
                .formatted(text, option));
  }

  @Test
  void named_optionTwice_isRejected() {
    assertThatThrownBy(() -> Spaces.named("mlp:layers=1,layers=2"))
        .hasMessage(
            "each option of a space must be given once, but \"mlp:layers=1,layers=2\" has layers"
                + " twice");
  }
}
