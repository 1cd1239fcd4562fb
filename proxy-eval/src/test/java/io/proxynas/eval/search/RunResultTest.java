package io.proxynas.eval.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.eval.folder.RunFolder;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.search.SearchResult;
import io.proxynas.nas.search.SearchResult.End;
import io.proxynas.nas.space.ConvNetSpace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A run without evidence says why. */
class RunResultTest {

  private static final Architecture NET = ConvNetSpace.CPU.parse("convnet-d1-w8-relu-none-max");

  private static final Outcome TRAINED =
      new Outcome.Trained(NET, new CandidateScores(0.812, 1, 1, 100, 1000), Duration.ofSeconds(1));

  private static RunResult unvalidated(End end, Outcome... history) {
    return new RunResult(
        new RunFolder(Path.of("runs", "a")),
        new SearchResult(
            List.of(history), 10, 0, Set.of(), Criterion.ACCURACY, Duration.ofSeconds(1), end),
        Optional.empty());
  }

  @Test
  void verdict_allFailed_namesTheFirstReason() {
    RunResult result =
        unvalidated(End.FAILURES, new Outcome.Failed(NET, "the loss was NaN", Duration.ZERO));

    assertThat(result.isInterrupted()).isFalse();
    assertThat(result.verdict())
        .isEqualTo(
            "the search must train at least 1 candidate, but all 1 failed;"
                + " convnet-d1-w8-relu-none-max: the loss was NaN");
  }

  @Test
  void verdict_noneStarted_namesTheTimeLimit() {
    assertThat(unvalidated(End.TIME_LIMIT).verdict())
        .isEqualTo(
            "the search must train at least 1 candidate, but the time limit ended it after 0");
  }

  @Test
  void verdict_interrupted_saysThatItGoesOn() {
    for (RunResult result :
        List.of(unvalidated(End.INTERRUPTED), unvalidated(End.COMPLETE, TRAINED))) {
      assertThat(result.isInterrupted()).isTrue();
      assertThat(result.verdict())
          .isEqualTo(
              "the ranking is not validated, since the run was interrupted; it goes on when it is"
                  + " begun again in runs/a");
    }
  }

  @Test
  void bestNetwork_withoutEvidence_isRefused() {
    assertThatThrownBy(() -> unvalidated(End.TIME_LIMIT).bestNetwork())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "a run has its best network when it is finished, but the search must train at least 1"
                + " candidate, but the time limit ended it after 0");
  }
}
