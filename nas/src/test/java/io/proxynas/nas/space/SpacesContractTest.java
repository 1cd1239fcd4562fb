package io.proxynas.nas.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenetics.Genotype;
import io.jenetics.IntegerGene;
import io.proxynas.engine.Network;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Sgd;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.architecture.Mlp;
import io.proxynas.engine.architecture.Vgg11;
import io.proxynas.nas.candidate.NetworkSize;
import io.proxynas.nas.space.chain.ChainSpaceTest;
import io.proxynas.nas.space.nasbench201.NasBench201Space;
import io.proxynas.nas.space.nasbenchmacro.NasBenchMacroSpace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link SearchSpace} promises. */
class SpacesContractTest {

  private static final ImageShape SHAPE = new ImageShape(3, 16, 16);
  private static final int CLASSES = 3;

  static List<SearchSpace> spaces() {
    return List.of(
        new ConvNetSpace(List.of(1, 2), List.of(8, 16)),
        new MlpSpace(List.of(1, 2, 3), List.of(4, 8)),
        new NasBench201Space(1, 4),
        new NasBenchMacroSpace(),
        ChainSpaceTest.MINE);
  }

  private static Stream<Architecture> some(SearchSpace space) {
    RandomGenerator random = new Seed(5).generator();
    return Stream.generate(() -> space.random(random)).limit(50);
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void architectures_areAsManyDistinctIdsAsTheSize(SearchSpace space) {
    Set<String> ids = new HashSet<>();
    space.architectures().forEach(architecture -> ids.add(architecture.id()));
    assertThat(ids).hasSize((int) space.size());
    assertThat(space.architectures().limit(20).map(Architecture::id).toList())
        .isEqualTo(space.architectures().limit(20).map(Architecture::id).toList());
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void parse_ofItsIds_givesThemBack(SearchSpace space) {
    assertThat(some(space))
        .allSatisfy(a -> assertThat(space.parse(a.id())).isEqualTo(a))
        .allMatch(space::contains);
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void parse_ofSomethingElse_saysWhatIdsLookLike(SearchSpace space) {
    for (String id : List.of("", "vgg11-batch", "|")) {
      assertThatThrownBy(() -> space.parse(id))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("must", "but was");
    }
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void namedChoices_haveANameForEachDecision_andTellArchitecturesApart(SearchSpace space) {
    List<String> names =
        List.copyOf(space.namedChoices(space.architectures().findFirst().orElseThrow()).keySet());
    assertThat(names).hasSameSizeAs(space.decisions().options());
    Set<String> distinct = new HashSet<>();
    some(space).forEach(a -> distinct.add(a.id()));
    Set<List<String>> choices = new HashSet<>();
    some(space)
        .forEach(
            a -> {
              assertThat(space.namedChoices(a).keySet()).containsExactlyElementsOf(names);
              choices.add(List.copyOf(space.namedChoices(a).values()));
            });
    assertThat(choices).hasSameSizeAs(distinct);
  }

  @Test
  void namedChoices_ofEachSpace_areItsWords() {
    assertThat(
            ConvNetSpace.CPU.namedChoices(
                ConvNetSpace.CPU.parse("convnet-d3-w32-leakyrelu-none-max")))
        .hasToString("{depth=3, width=32, activation=leaky-relu, normalization=none, pooling=max}");
    assertThat(MlpSpace.DEFAULT.namedChoices(new Mlp(3, 64))).hasToString("{layers=3, width=64}");
    NasBenchMacroSpace macro = new NasBenchMacroSpace();
    assertThat(macro.namedChoices(macro.parse("01200000")))
        .containsEntry("layer-1", "identity")
        .containsEntry("layer-2", "mbconv-3x3")
        .containsEntry("layer-3", "mbconv-5x5");
    NasBench201Space cells = new NasBench201Space(1, 4);
    assertThat(
            cells.namedChoices(
                cells.parse(
                    "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_1x1~1|none~2|")))
        .hasToString(
            "{0-1=nor_conv_3x3, 0-2=none, 1-2=skip_connect, 0-3=avg_pool_3x3, 1-3=nor_conv_1x1, 2-3=none}");
    assertThat(
            ChainSpaceTest.MINE.namedChoices(ChainSpaceTest.MINE.parse("mine:wide-residual-dense")))
        .hasToString("{slot-1=wide, slot-2=residual, slot-3=dense}");
  }

  @Test
  void namedChoices_ofASpaceWithoutWords_areNumbers() {
    assertThat(new Unnamed().namedChoices(new Mlp(2, 8))).hasToString("{1=1, 2=0}");
  }

  /** A space that says no more than it must. */
  private record Unnamed() implements SearchSpace {

    private static final MlpSpace MLPS = new MlpSpace(List.of(1, 2), List.of(8));

    @Override
    public String name() {
      return "unnamed";
    }

    @Override
    public Decisions decisions() {
      return MLPS.decisions();
    }

    @Override
    public boolean contains(Architecture architecture) {
      return MLPS.contains(architecture);
    }

    @Override
    public Architecture parse(String id) {
      return MLPS.parse(id);
    }
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void codec_roundTrips(SearchSpace space) {
    ArchitectureCodec codec = space.codec();
    assertThat(some(space))
        .allSatisfy(
            architecture -> {
              Genotype<IntegerGene> genotype = codec.encode(architecture);
              assertThat(genotype.isValid()).isTrue();
              assertThat(codec.decode(genotype)).isEqualTo(architecture);
            });
    assertThat(space.contains(codec.decode(codec.encoding().newInstance()))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void canonical_isAMemberThatStandsForItself(SearchSpace space) {
    assertThat(some(space))
        .map(space::canonical)
        .allMatch(space::contains)
        .allSatisfy(a -> assertThat(space.canonical(a)).isEqualTo(a));
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void neighbours_areOtherCanonicalMembers(SearchSpace space) {
    assertThat(some(space))
        .allSatisfy(
            architecture ->
                assertThat(space.neighbours(architecture))
                    .isNotEmpty()
                    .doesNotHaveDuplicates()
                    .doesNotContain(space.canonical(architecture))
                    .allMatch(space::contains)
                    .allMatch(neighbour -> space.canonical(neighbour).equals(neighbour)));
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void anArchitectureOutside_isNoMember(SearchSpace space) {
    Architecture outside = new Vgg11(Normalization.BATCH);
    assertThat(space.contains(outside)).isFalse();
    assertThatThrownBy(() -> space.codec().encode(outside))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the architecture must be in the space " + space + ", but was vgg11-batch");
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void randomMembers_trainAStep(SearchSpace space) {
    RandomGenerator random = new Seed(6).generator();
    float[] images = new float[4 * SHAPE.size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < 4; i++) {
      Architecture architecture = space.canonical(space.random(random));
      var configuration = architecture.configuration(SHAPE, CLASSES, 1);
      try (Network network = Network.compile(configuration, SHAPE)) {
        network.initialize(random);
        float[] before = network.snapshot();
        double loss = network.train(images, new int[] {0, 1, 2, 0}, 0, 4, new Sgd(0.01, 0, 0));

        assertThat(loss).as(architecture.id()).isFinite().isPositive();
        assertThat(network.snapshot()).as(architecture.id()).isNotEqualTo(before);
        assertThat(NetworkSize.of(configuration, SHAPE))
            .isEqualTo(new NetworkSize(network.parameters(), network.flops()));
      }
    }
  }
}
