package io.proxynas.arbiter.data;

import io.proxynas.nas.candidate.Outcome;
import java.util.ArrayList;
import java.util.List;

/** The outcomes of the latest search on a proxy set. Usable from several threads. */
public final class Runs {

  private List<Outcome> latest = new ArrayList<>();
  private Object searcher = this;

  /**
   * Adds a distinct candidate's outcome.
   *
   * @param by whose search it is; one by another than before begins a new list
   */
  public synchronized void add(Object by, Outcome outcome) {
    if (by != searcher) {
      searcher = by;
      latest = new ArrayList<>();
    }
    latest.add(outcome);
  }

  /** The outcomes in the order in which they came. */
  public synchronized List<Outcome> outcomes() {
    return List.copyOf(latest);
  }
}
