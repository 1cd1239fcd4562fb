package io.proxynas.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.eval.progress.RunObserver.Phase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StudyProgressTest {

  @Test
  void phases_areTheEffortsOfAStudyOfTwoSets() {
    List<String> heard = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    Trial.Steps steps =
        new Trial.Steps() {
          private int effort;

          @Override
          public io.proxynas.engine.Progress next() {
            int its = effort++;
            return (done, total) -> heard.add(its + ": " + done + "/" + total);
          }
        };
    StudyProgress progress = new StudyProgress(steps, 2, warnings::add);
    progress.begins(Phase.CONDENSE);
    progress.progress(1, 4);
    progress.begins(Phase.CONDENSE);
    progress.progress(2, 4);
    progress.begins(Phase.SEARCH);
    progress.progress(3, 16);
    progress.begins(Phase.VALIDATE);
    progress.progress(4, 16);
    progress.begins(Phase.RIVALS);
    progress.progress(1, 7);
    progress.begins(Phase.RIVALS);
    progress.progress(1, 7);
    progress.begins(Phase.BEST);
    progress.progress(1, 8);
    progress.warns("look");

    assertThat(heard)
        .containsExactly("0: 1/4", "1: 2/4", "2: 3/16", "3: 4/16", "4: 1/14", "4: 8/14", "5: 1/8");
    assertThat(warnings).containsExactly("look");
  }
}
