package io.proxynas.condense.course;

/**
 * A method that comes nearer to its result with each iteration. Between two iterations its state
 * can be saved; another object of the same settings, images and seed that restores it goes on to
 * the same bits, at any number of workers.
 */
public interface Iterative extends Saved {

  /**
   * Takes one iteration. What it does must not depend on how many are planned.
   *
   * @param iteration from 0, one after the other
   * @return the loss before it
   * @throws InterruptedException if the thread is interrupted; the state is of no use then
   */
  double step(int iteration) throws InterruptedException;
}
