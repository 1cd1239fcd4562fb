package io.proxynas.eval.run;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.evaluate.Outcome;

/** Hears how a run goes. Called from the thread that runs it, unless a method says otherwise. */
public interface RunObserver {

  /** The parts of a run, in their order. */
  enum Phase {
    /** Making the proxy set, or reading it from the cache. */
    CONDENSE,
    /** Training candidates on the proxy. */
    SEARCH,
    /** Training a sample of them on the full data. */
    VALIDATE,
    /** Training the winner on the full data, where validation has not done so, and saving it. */
    BEST
  }

  /** A part begins. */
  void begins(Phase phase);

  /** So much of the part is done: iterations in {@link Phase#CONDENSE}, otherwise candidates. */
  void progress(long done, long total);

  /** The training of a candidate starts. Called from the worker's thread. */
  default void starts(Architecture candidate) {}

  /** An iteration of {@link Phase#CONDENSE} had this loss; its progress follows. */
  default void matched(double loss) {}

  /**
   * A candidate is finished, in {@link Phase#SEARCH} on the proxy, in {@link Phase#VALIDATE} on the
   * full data. Of a resumed run, those in the journal come first.
   */
  void finished(Outcome outcome);

  /** One sentence that the user should read; the run goes on. */
  void warns(String sentence);

  /** This observer, and then another one. */
  default RunObserver and(RunObserver next) {
    RunObserver first = this;
    return new RunObserver() {
      @Override
      public void begins(Phase phase) {
        first.begins(phase);
        next.begins(phase);
      }

      @Override
      public void progress(long done, long total) {
        first.progress(done, total);
        next.progress(done, total);
      }

      @Override
      public void starts(Architecture candidate) {
        first.starts(candidate);
        next.starts(candidate);
      }

      @Override
      public void finished(Outcome outcome) {
        first.finished(outcome);
        next.finished(outcome);
      }

      @Override
      public void warns(String sentence) {
        first.warns(sentence);
        next.warns(sentence);
      }
    };
  }
}
