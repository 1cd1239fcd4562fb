package io.proxynas.eval.train;

import io.proxynas.eval.folder.Journals;
import io.proxynas.eval.progress.TimeEstimate;
import io.proxynas.eval.progress.TrainingPace;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.candidate.RecipeTrainer;
import io.proxynas.nas.candidate.ScoredAt;
import io.proxynas.nas.evaluate.CandidateEvaluator;
import io.proxynas.nas.evaluate.TrainingJob;
import io.proxynas.nas.evaluate.Workplace;
import io.proxynas.nas.internal.stack.EvaluatorStack;
import io.proxynas.nas.journal.Journal;
import io.proxynas.nas.journal.TrainingStore;
import io.proxynas.nas.space.SearchSpace;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Trains candidates by a regime, each training journalled in the run's folder and shared with other
 * runs.
 *
 * @param regimes of the run
 * @param journals of the run
 * @param store of all runs
 * @param workplace trains
 * @param space of the candidates
 */
@RecordBuilder
public record SharedTrainings(
    Regimes regimes, Journals journals, TrainingStore store, Workplace workplace, SearchSpace space)
    implements SharedTrainingsBuilder.With {

  /** The same, for trainings that depend on more than the others of the run. */
  public SharedTrainings with(Map<String, Object> more) {
    return withJournals(journals.with(more));
  }

  /**
   * Trains by a regime.
   *
   * @param folder of the regime's journal, which is open only while candidates are evaluated; an
   *     error in it is an {@link UncheckedIOException}
   */
  public CandidateEvaluator evaluator(Regime regime, Path folder) {
    return evaluator(regime, folder, started -> {});
  }

  /**
   * As {@link #evaluator(Regime, Path)}. Trainings that judge have learning curves, whose time is
   * not counted.
   *
   * @param witness is told of the trainings
   */
  public CandidateEvaluator evaluator(Regime regime, Path folder, Workplace.Witness witness) {
    RecipeTrainer scorer = regimes.scorer(regime);
    TrainingJob job =
        TrainingJob.of(space, regime.judges() ? scorer.scored(ScoredAt.EVERY_EPOCH) : scorer);
    return (candidates, observer) -> {
      try (Journal journal = journals.open(folder);
          EvaluatorStack stack =
              EvaluatorStack.of(job, journal)
                  .sharedThrough(store, architecture -> regimes.key(regime, architecture))
                  .on(workplace, witness)) {
        return stack.evaluate(candidates, timed(observer)).stream()
            .map(Outcome::withoutCurveTime)
            .toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    };
  }

  /** An observer that hears of times without those of learning curves. */
  private static CandidateEvaluator.Observer timed(CandidateEvaluator.Observer observer) {
    return new CandidateEvaluator.Observer() {
      @Override
      public void finished(Outcome outcome) {
        observer.finished(outcome.withoutCurveTime());
      }

      @Override
      public boolean mayStart() {
        return observer.mayStart();
      }
    };
  }

  /**
   * What trainings by a regime would take.
   *
   * @param folder of the regime's journal
   * @param candidates to train
   * @param pace of what was trained before
   */
  public TimeEstimate estimate(
      Regime regime, Path folder, List<Outcome.Trained> candidates, TrainingPace pace)
      throws IOException {
    long passes = regimes.work(regime);
    Set<String> inJournal = journals.known(folder);
    TimeEstimate estimate = TimeEstimate.NONE;
    for (Outcome.Trained candidate : candidates) {
      boolean known =
          inJournal.contains(candidate.architecture().id())
              || store.has(regimes.key(regime, candidate.architecture()));
      estimate =
          estimate.plus(known ? TimeEstimate.KNOWN : TimeEstimate.of(pace.of(candidate, passes)));
    }
    return estimate;
  }
}
