package io.proxynas.eval.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.TinyRuns;
import io.proxynas.eval.train.StatisticsFrom;
import io.proxynas.nas.space.MlpSpace;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.nas.space.Spaces;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TablePlanTest {

  /** 1,000,000 networks. */
  private static final SearchSpace LARGE =
      new MlpSpace(
          IntStream.rangeClosed(1, 1000).boxed().toList(),
          IntStream.rangeClosed(1, 1000).boxed().toList());

  private static TablePlan plan(
      List<String> proxies,
      List<Integer> epochs,
      SearchSpace space,
      Optional<Integer> sample,
      int truthSeeds) {
    return new TablePlan(
        proxies.stream().map(ProxySpec::parse).toList(),
        epochs,
        TinyRuns.CONDENSATION,
        space,
        sample,
        TinyRuns.RECIPE,
        truthSeeds,
        StatisticsFrom.PROXY,
        new Seed(1));
  }

  private static List<String> networks(SearchSpace space, Optional<Integer> sample) {
    return plan(List.of(), List.of(), space, sample, 1).networks().stream()
        .map(Architecture::id)
        .toList();
  }

  @Test
  void networks_ofTheWholeSpace_areEachOnceInRandomOrder() {
    List<String> all = networks(TinyRuns.SPACE, Optional.empty());
    List<String> listed = TinyRuns.SPACE.architectures().map(Architecture::id).toList();
    assertThat(all).hasSize(90).containsExactlyInAnyOrderElementsOf(listed).isNotEqualTo(listed);
  }

  @Test
  void networks_ofASample_areTheFirstOfALargerOne() {
    for (SearchSpace space : List.of(TinyRuns.SPACE, LARGE)) {
      List<String> large = networks(space, Optional.of(60));
      assertThat(networks(space, Optional.of(7))).isEqualTo(large.subList(0, 7));
      assertThat(new HashSet<>(large)).hasSize(60);
    }
    assertThat(networks(TinyRuns.SPACE, Optional.of(60)))
        .isEqualTo(networks(TinyRuns.SPACE, Optional.empty()).subList(0, 60));
  }

  @Test
  void networks_thatAreTheSame_areOne() {
    SearchSpace cells = Spaces.named("nasbench201:cells=1,channels=4").orElseThrow();
    List<String> all = networks(cells, Optional.empty());
    assertThat(all).hasSize(6_466).doesNotHaveDuplicates();
    assertThat(all).allMatch(id -> cells.canonical(cells.parse(id)).id().equals(id));
  }

  @Test
  void networks_ofASampleThatTheSpaceHasNot_areRefused() {
    assertThatThrownBy(() -> networks(TinyRuns.SPACE, Optional.of(91)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the sample must be at most the 90 different networks of the space, but was 91");
  }

  private static void assertRefused(
      String message,
      List<String> proxies,
      List<Integer> epochs,
      Optional<Integer> sample,
      int truthSeeds) {
    assertThatThrownBy(() -> plan(proxies, epochs, TinyRuns.SPACE, sample, truthSeeds))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void new_ofALargeSpaceWithoutASample_asksForOne() {
    assertThatThrownBy(() -> plan(List.of(), List.of(), LARGE, Optional.empty(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "a space that is measured as a whole must have at most 100,000 networks, but mlp ")
        .hasMessageEndingWith(" has 1,000,000: say how many to measure by --sample");
  }

  @Test
  void new_badValues_areRefused() {
    List<String> one = List.of("dm-ipc2");
    assertRefused(
        "each proxy of a table must be given once, but dm-ipc2 is twice",
        List.of("dm-ipc2", "dm-ipc2"),
        List.of(5),
        Optional.empty(),
        1);
    assertRefused(
        "each number of epochs of a table must be given once, but 5 is twice",
        one,
        List.of(5, 5),
        Optional.empty(),
        1);
    assertRefused(
        "the epochs on a proxy must be at least 1, but was 0",
        one,
        List.of(0),
        Optional.empty(),
        1);
    assertRefused(
        "a table with proxies must say for how many epochs to train on them, but says none",
        one,
        List.of(),
        Optional.empty(),
        1);
    assertRefused(
        "truth seeds must be at least 0, but was -1", one, List.of(5), Optional.empty(), -1);
    assertRefused(
        "the trainings of a network of a table must have at most 100,000 epochs in all, each with"
            + " columns of its own, but these have 1,000,000,004",
        one,
        List.of(999_999_999),
        Optional.empty(),
        1);
    assertRefused(
        "the trainings of a network of a table must have at most 100,000 epochs in all, each with"
            + " columns of its own, but these have 10,737,418,240",
        one,
        List.of(5),
        Optional.empty(),
        Integer.MAX_VALUE);
    assertRefused("the sample must be at least 1, but was 0", one, List.of(5), Optional.of(0), 1);
  }
}
