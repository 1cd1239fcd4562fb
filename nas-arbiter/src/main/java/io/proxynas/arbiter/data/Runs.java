package io.proxynas.arbiter.data;

import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.nas.candidate.Outcome;
import java.util.ArrayList;
import java.util.List;

/** The outcomes of the latest search on a proxy set. Usable from several threads. */
public final class Runs {

  private final RunObserver observer;
  private List<Outcome> latest = new ArrayList<>();
  private Object searcher = this;

  /**
   * No outcomes yet.
   *
   * @param observer hears of them
   */
  public Runs(RunObserver observer) {
    this.observer = observer;
  }

  /** The training of a distinct candidate starts, which may be the first of a search. */
  public synchronized void starts(Object by) {
    if (by != searcher) {
      searcher = by;
      latest = new ArrayList<>();
      observer.begins(Phase.SEARCH);
    }
  }

  /**
   * Adds a distinct candidate's outcome.
   *
   * @param by whose search it is; one by another than before begins a new list
   */
  public synchronized void add(Object by, Outcome outcome) {
    starts(by);
    latest.add(outcome);
    observer.finished(outcome);
  }

  /** The outcomes in the order in which they came. */
  public synchronized List<Outcome> outcomes() {
    return List.copyOf(latest);
  }
}
