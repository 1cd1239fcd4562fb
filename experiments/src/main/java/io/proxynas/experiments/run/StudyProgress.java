package io.proxynas.experiments.run;

import io.proxynas.engine.Progress;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.nas.candidate.Outcome;
import java.util.function.Consumer;

/**
 * Passes on how a study goes, as the efforts of a trial: making each set, training on all of them,
 * training on the full data, scoring by rivals, and measuring the choices.
 */
public final class StudyProgress implements RunObserver {

  private final Trial.Steps steps;
  private final int proxies;
  private final Consumer<String> warnings;
  private Progress current = Progress.NONE;
  private int scoredByRivals;

  /**
   * For one study.
   *
   * @param proxies sets of the study; each has its rivals
   */
  public StudyProgress(Trial.Steps steps, int proxies, Consumer<String> warnings) {
    this.steps = steps;
    this.proxies = proxies;
    this.warnings = warnings;
  }

  @Override
  public void begins(Phase phase) {
    if (phase == Phase.RIVALS && scoredByRivals++ > 0) {
      return; // of the next proxy
    }
    Progress next = steps.next();
    current =
        phase == Phase.RIVALS
            ? (done, total) -> next.at((scoredByRivals - 1) * total + done, proxies * total)
            : next;
  }

  @Override
  public void progress(long done, long total) {
    current.at(done, total);
  }

  @Override
  public void finished(Outcome outcome) {}

  @Override
  public void warns(String sentence) {
    warnings.accept(sentence);
  }
}
