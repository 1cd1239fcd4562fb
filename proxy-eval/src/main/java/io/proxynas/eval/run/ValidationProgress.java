package io.proxynas.eval.run;

import io.proxynas.eval.run.RunObserver.Phase;
import io.proxynas.eval.study.PairedScore;
import io.proxynas.eval.study.Rival;
import io.proxynas.eval.study.RivalScore;
import io.proxynas.eval.study.RivalScorer;
import io.proxynas.eval.study.StratifiedSample;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import java.util.ArrayList;
import java.util.List;

/** Tells an observer how a validation goes: the trainings of all truth seeds, then the rivals. */
final class ValidationProgress {

  private final RunObserver observer;
  private final int total;
  private int done;

  ValidationProgress(RunObserver observer, StratifiedSample sample, int truthSeeds) {
    this.observer = observer;
    this.total = sample.architectures().size() * truthSeeds;
  }

  /** The trainings from one truth seed, observed. */
  CandidateEvaluator of(int truthSeed, CandidateEvaluator truth) {
    return (candidates, o) -> {
      observer.progress(done, total);
      return truth.evaluate(
          candidates,
          o.first(outcome -> observer.progress(++done, total))
              .first(
                  outcome -> {
                    if (truthSeed == 1) {
                      observer.finished(outcome);
                    }
                  }));
    };
  }

  /** The rivals, observed. */
  List<RivalScorer> of(List<RivalScorer> rivals) {
    List<RivalScorer> observed = new ArrayList<>();
    for (RivalScorer rival : rivals) {
      observed.add(new Observed(rival, observed.size(), rivals.size(), observer));
    }
    return observed;
  }

  private record Observed(RivalScorer inner, int place, int total, RunObserver observer)
      implements RivalScorer {

    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public Rival.Needs needs() {
      return inner.needs();
    }

    @Override
    public List<RivalScore> score(List<PairedScore> candidates) throws InterruptedException {
      if (place == 0) {
        observer.begins(Phase.RIVALS);
      }
      List<RivalScore> scores = inner.score(candidates);
      observer.progress(place + 1, total);
      return scores;
    }
  }
}
