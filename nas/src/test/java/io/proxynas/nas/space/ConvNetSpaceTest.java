package io.proxynas.nas.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenetics.Genotype;
import io.jenetics.IntegerGene;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvNetSpaceTest {

  private static final ConvNetSpace SMALL = new ConvNetSpace(List.of(3), List.of(8, 32));

  @Test
  void size_ofNamedSpaces_is720() {
    assertThat(ConvNetSpace.PAPER.size()).isEqualTo(720);
    assertThat(ConvNetSpace.CPU.size()).isEqualTo(720);
    assertThat(SMALL.size()).isEqualTo(90);
  }

  @Test
  void architectures_areAsManyDistinctIdsAsTheSize() {
    for (ConvNetSpace space : List.of(ConvNetSpace.PAPER, ConvNetSpace.CPU, SMALL)) {
      assertThat(space.architectures().map(Architecture::id).distinct().count())
          .isEqualTo(space.size())
          .isEqualTo(space.architectures().count());
      assertThat(space.architectures()).allMatch(space::contains);
    }
  }

  @Test
  void parse_ofEachId_givesTheArchitectureBack() {
    assertThat(ConvNetSpace.PAPER.architectures())
        .allSatisfy(a -> assertThat(ConvNetSpace.PAPER.parse(a.id())).isEqualTo(a));
  }

  @Test
  void parse_ofTheDocumentedId_readsEachPart() {
    assertThat(SMALL.parse("convnet-d3-w32-leakyrelu-instance-average"))
        .isEqualTo(
            new ConvNet(3, 32, Activation.LEAKY_RELU, Normalization.INSTANCE, Pooling.AVERAGE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "convnet",
        "vgg11",
        "convnet-d03-w32-relu-none-max",
        "convnet-d0-w32-relu-none-max",
        "convnet-d3-w32-RELU-none-max",
        "convnet-d3-w32-tanh-none-max",
        "convnet-d3-w32-relu-none-max ",
        "convnet-d99999999999-w32-relu-none-max"
      })
  void parse_ofMalformedId_saysWhatIdsLookLike(String id) {
    assertThatThrownBy(() -> SMALL.parse(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a ConvNet id must look like convnet-d3-w32-relu-instance-average, but was " + id);
  }

  @Test
  void parse_ofIdOutside_namesTheSpace() {
    assertThatThrownBy(() -> SMALL.parse("convnet-d4-w32-relu-none-max"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the architecture must be in the space convnet (depths 3; widths 8, 32), but was"
                + " convnet-d4-w32-relu-none-max");
  }

  @Test
  void random_overManyDraws_reachesEachArchitectureAboutEquallyOften() {
    RandomGenerator random = new Seed(1).generator();
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 9000; i++) {
      counts.merge(SMALL.random(random).id(), 1, Integer::sum);
    }
    assertThat(counts).hasSize(90);
    // mean 100, standard deviation 10
    assertThat(counts.values()).allMatch(count -> count > 55 && count < 145);
  }

  @Test
  void codec_overTheWholeSpace_roundTrips() {
    ArchitectureCodec codec = SMALL.codec();
    Set<Genotype<IntegerGene>> genotypes = new HashSet<>();
    SMALL
        .architectures()
        .forEach(
            architecture -> {
              Genotype<IntegerGene> genotype = codec.encode(architecture);
              assertThat(genotype.isValid()).isTrue();
              assertThat(codec.decode(genotype)).isEqualTo(architecture);
              genotypes.add(genotype);
            });
    assertThat(genotypes).hasSize(90);
  }

  @Test
  void codec_ofRandomGenotypes_decodesToMembers() {
    ArchitectureCodec codec = SMALL.codec();
    for (int i = 0; i < 500; i++) {
      assertThat(SMALL.contains(codec.decode(codec.encoding().newInstance()))).isTrue();
    }
    assertThat(codec).hasToString("ArchitectureCodec[1, 2, 3, 5, 3]");
  }

  @Test
  void encode_ofArchitectureOutside_namesTheSpace() {
    Architecture outside = ConvNetSpace.PAPER.parse("convnet-d1-w64-relu-none-max");
    assertThatThrownBy(() -> SMALL.codec().encode(outside))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("but was convnet-d1-w64-relu-none-max");
  }

  @Test
  void new_withBadLists_saysWhatRuleAndValue() {
    assertThatThrownBy(() -> new ConvNetSpace(List.of(), List.of(8)))
        .hasMessage("the list of depths must have at least 1 value, but was empty");
    assertThatThrownBy(() -> new ConvNetSpace(List.of(1), List.of()))
        .hasMessage("the list of widths must have at least 1 value, but was empty");
    assertThatThrownBy(() -> new ConvNetSpace(List.of(2, 0), List.of(8)))
        .hasMessage("each depth must be in [1, 32], but one was 0");
    assertThatThrownBy(() -> new ConvNetSpace(List.of(33), List.of(8)))
        .hasMessage("each depth must be in [1, 32], but one was 33");
    assertThatThrownBy(() -> new ConvNetSpace(List.of(1), List.of(8, 1_000_000)))
        .hasMessage("each width must be in [1, 4096], but one was 1000000");
    assertThatThrownBy(() -> new ConvNetSpace(List.of(1), List.of(8, 16, 8)))
        .hasMessage("each width must be listed once, but 8 was listed twice");
  }

  @Test
  void new_widthThatGroupsDoNotDivide_isRejected() {
    assertThatThrownBy(() -> new ConvNetSpace(List.of(1), List.of(8, 6)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "each width must be a multiple of 4, for the groups of group normalization, but one"
                + " was 6");
  }
}
