package io.proxynas.eval.run;

import io.proxynas.nas.evaluate.Outcome;

/** Hears how a run goes. Called from the thread that runs it. */
public interface RunObserver {

  /** The parts of a run, in their order. */
  enum Phase {
    /** Making the proxy set, or reading it from the cache. */
    CONDENSE,
    /** Training candidates on the proxy. */
    SEARCH,
    /** Training a sample of them on the full data. */
    VALIDATE,
    /** Scoring the same sample by the proxy's rivals. */
    RIVALS,
    /** Training the winner on the full data, where validation has not done so, and saving it. */
    BEST
  }

  /** A part begins. */
  void begins(Phase phase);

  /**
   * So much of the part is done: iterations in {@link Phase#CONDENSE}, rivals in {@link
   * Phase#RIVALS}, otherwise trainings.
   */
  void progress(long done, long total);

  /**
   * A candidate is finished, in {@link Phase#SEARCH} on the proxy, in {@link Phase#VALIDATE} on the
   * full data from the first truth seed. Of a resumed run, those in the journal come first.
   */
  void finished(Outcome outcome);

  /** One sentence on what the part that began will do; nobody has to read it. */
  default void announces(String sentence) {}

  /** One sentence that the user should read; the run goes on. */
  void warns(String sentence);
}
