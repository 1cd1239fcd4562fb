package io.proxynas.eval.progress;

import io.proxynas.condense.course.Course;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import java.util.function.Consumer;

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
    /** Scoring the same sample by the proxy's rivals. */
    RIVALS,
    /** Training the winner on the full data, where validation has not done so, and saving it. */
    BEST
  }

  /** Hears nothing. */
  RunObserver NONE = ofWarnings(warning -> {});

  /** Hears of nothing but the warnings. */
  static RunObserver ofWarnings(Consumer<String> warnings) {
    return new RunObserver() {
      @Override
      public void begins(Phase phase) {}

      @Override
      public void progress(long done, long total) {}

      @Override
      public void finished(Outcome outcome) {}

      @Override
      public void warns(String sentence) {
        warnings.accept(sentence);
      }
    };
  }

  /** A part begins. */
  void begins(Phase phase);

  /**
   * So much of the part is done: iterations in {@link Phase#CONDENSE}, rivals in {@link
   * Phase#RIVALS}, otherwise trainings.
   */
  void progress(long done, long total);

  /** The training of a candidate starts. Called from the worker's thread. */
  default void starts(Architecture candidate) {}

  /** An iteration of {@link Phase#CONDENSE} had this loss; its progress follows. */
  default void matched(double loss) {}

  /** Hears of the iterations of {@link Phase#CONDENSE}, for those that make a set. */
  default Course.Listener condensation() {
    return (done, total, loss) -> {
      matched(loss);
      progress(done, total);
    };
  }

  /**
   * A candidate is finished, in {@link Phase#SEARCH} on the proxy, in {@link Phase#VALIDATE} on the
   * full data from the first truth seed. Of a resumed run, those in the journal come first.
   */
  void finished(Outcome outcome);

  /** One sentence on what the part that began will do; nobody has to read it. */
  default void announces(String sentence) {}

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
      public void matched(double loss) {
        first.matched(loss);
        next.matched(loss);
      }

      @Override
      public void announces(String sentence) {
        first.announces(sentence);
        next.announces(sentence);
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
