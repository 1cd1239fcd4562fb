package io.proxynas.experiments.run;

import io.proxynas.engine.Progress;
import io.proxynas.experiments.row.Row;
import java.util.List;
import java.util.Map;

/** One piece of an experiment: some work, and the rows that it gives. */
public interface Trial {

  /** Names it within its experiment, as in {@code fashion-mnist/dm/10}. */
  String key();

  /**
   * Every setting that its rows depend on, by a name that says whose it is; trials may share some.
   */
  Map<String, String> settings();

  /** The work that it takes now, in its order; what is in the store counts nothing. */
  List<Effort> efforts();

  /**
   * Does the work.
   *
   * @param steps is told of each effort as it goes on
   * @return rows with the experiment's columns, at least one
   */
  List<Row> run(Steps steps) throws InterruptedException;

  /** Gives each effort of a trial, one after the other, somebody who hears how it goes. */
  interface Steps {

    /**
     * The next effort of the trial begins.
     *
     * @return hears how far it has come
     */
    Progress next();
  }
}
