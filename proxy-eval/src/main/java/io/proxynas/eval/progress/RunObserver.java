package io.proxynas.eval.progress;

import io.proxynas.condense.course.Course;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.nas.candidate.Outcome;
import java.util.List;
import java.util.function.Consumer;

/**
 * Hears how a run goes. Called from the thread that runs it, unless a method says otherwise. A
 * method that is not overridden hears nothing.
 */
public interface RunObserver {

  /** The parts of a run, in their order; a search in rounds goes back and forth between its two. */
  enum Phase {
    /** Making the proxy set, or reading it from the cache. */
    CONDENSE,
    /** Training candidates on the proxy. */
    SEARCH,
    /** Training some of them on the full data, for the ranking to learn from; then they go on. */
    CALIBRATE,
    /** Training a sample of them on the full data. */
    VALIDATE,
    /** Scoring the same sample by the proxy's rivals. */
    RIVALS,
    /** Training the winner on the full data, where validation has not done so, and saving it. */
    BEST,
    /** Measuring networks for a table. */
    MEASURE
  }

  /** Hears nothing. */
  RunObserver NONE = new RunObserver() {};

  /** Hears of nothing but the warnings. */
  static RunObserver ofWarnings(Consumer<String> warnings) {
    return new RunObserver() {
      @Override
      public void warns(String sentence) {
        warnings.accept(sentence);
      }
    };
  }

  /**
   * The run folder is this run's: it was begun in it, or what is there is of the same settings.
   * From here on everything that is finished is kept there.
   */
  default void takes() {}

  /** A part begins. */
  default void begins(Phase phase) {}

  /**
   * So much of the part is done: iterations in {@link Phase#CONDENSE}, rivals in {@link
   * Phase#RIVALS}, otherwise trainings.
   */
  default void progress(long done, long total) {}

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
   * A candidate is finished, in {@link Phase#SEARCH} on the proxy, in {@link Phase#CALIBRATE} and
   * {@link Phase#VALIDATE} on the full data from the first truth seed. Of a resumed run, those in
   * the journal come first.
   */
  default void finished(Outcome outcome) {}

  /** One sentence on what the part that began will do; nobody has to read it. */
  default void announces(String sentence) {}

  /** One sentence that the user should read; the run goes on. Called from any thread. */
  default void warns(String sentence) {}

  /** This observer, and then another one. */
  default RunObserver and(RunObserver next) {
    List<RunObserver> both = List.of(this, next);
    return new RunObserver() {
      @Override
      public void takes() {
        both.forEach(RunObserver::takes);
      }

      @Override
      public void begins(Phase phase) {
        both.forEach(each -> each.begins(phase));
      }

      @Override
      public void starts(Architecture candidate) {
        both.forEach(each -> each.starts(candidate));
      }

      @Override
      public void matched(double loss) {
        both.forEach(each -> each.matched(loss));
      }

      @Override
      public void finished(Outcome outcome) {
        both.forEach(each -> each.finished(outcome));
      }

      @Override
      public void announces(String sentence) {
        both.forEach(each -> each.announces(sentence));
      }

      @Override
      public void warns(String sentence) {
        both.forEach(each -> each.warns(sentence));
      }

      @Override
      public void progress(long done, long total) {
        both.forEach(each -> each.progress(done, total));
      }
    };
  }
}
