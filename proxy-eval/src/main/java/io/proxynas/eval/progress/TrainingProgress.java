package io.proxynas.eval.progress;

import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.validation.PairedScore;
import io.proxynas.eval.validation.Rival;
import io.proxynas.eval.validation.RivalScore;
import io.proxynas.eval.validation.RivalScorer;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Tells an observer how trainings go, and how the rivals' scores after them. */
public final class TrainingProgress {

  private final RunObserver observer;
  private final int total;
  private int done;

  /**
   * Nothing is done yet.
   *
   * @param total trainings, of all evaluators together
   */
  public TrainingProgress(RunObserver observer, int total) {
    this.observer = observer;
    this.total = total;
  }

  /**
   * An evaluator, observed.
   *
   * @param finished hears each outcome beside
   */
  public CandidateEvaluator of(CandidateEvaluator inner, Consumer<Outcome> finished) {
    return (candidates, o) -> {
      observer.progress(done, total);
      return inner.evaluate(
          candidates, o.first(outcome -> observer.progress(++done, total)).first(finished));
    };
  }

  /** Rivals, observed. */
  public static List<RivalScorer> of(List<RivalScorer> rivals, RunObserver observer) {
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

    @Override
    public String basis(List<PairedScore> candidates) {
      return inner.basis(candidates);
    }
  }
}
