package io.proxynas.nas.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.nas.space.ConvNetSpace;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchTaskDrawTest {

  private static final ConvNetSpace SPACE = new ConvNetSpace(List.of(1, 2), List.of(8, 16));

  private static List<Architecture> draw(int candidates, Constraint constraint, long seed) {
    return new SearchTask(SPACE, candidates, new Seed(seed)).withConstraint(constraint).draw();
  }

  @Test
  void draw_distinctCandidates_theSameForTheSameSeed() {
    List<Architecture> drawn = draw(60, Constraint.NONE, 1);
    assertThat(drawn).hasSize(60).doesNotHaveDuplicates().allMatch(SPACE::contains);
    assertThat(draw(60, Constraint.NONE, 1)).isEqualTo(drawn);
    assertThat(draw(60, Constraint.NONE, 2)).isNotEqualTo(drawn);
  }

  @Test
  void draw_more_beginsWithTheSame() {
    assertThat(draw(100, Constraint.NONE, 1).subList(0, 60))
        .isEqualTo(draw(60, Constraint.NONE, 1));
  }

  @Test
  void draw_constraint_isKept_andASmallSpaceIsDrawnWhole() {
    List<Architecture> drawn = draw(1000, a -> ((ConvNet) a).width() == 8, 1);
    assertThat(drawn).hasSize((int) SPACE.size() / 2).allMatch(a -> ((ConvNet) a).width() == 8);
  }
}
