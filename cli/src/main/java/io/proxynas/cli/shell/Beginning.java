package io.proxynas.cli.shell;

import io.proxynas.train.file.AtomicFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The time of a command until its first step of work is done. A signal breaks it off then at once,
 * since nothing can be lost but what was made ready, which is taken back.
 */
public final class Beginning {

  private final List<Runnable> undo = new ArrayList<>();
  private boolean over;
  private volatile Optional<String> goOn = Optional.empty();

  /** Says how to take back what was made ready, should the command be broken off. */
  public synchronized void undoneBy(Runnable action) {
    undo.add(0, action); // the last first
  }

  /** Says by which command line the work goes on that has begun then, for who has to stop it. */
  public void goesOnBy(String commandLine) {
    goOn = Optional.of(commandLine);
  }

  /** The command line that goes on; empty if none is known. */
  public Optional<String> goOn() {
    return goOn;
  }

  /** There is work now that a signal must let finish. */
  public synchronized void ends() {
    over = true;
  }

  /**
   * Breaks the command off, if it is still beginning: takes back what was made ready, and then does
   * the last thing, while which the beginning cannot end and no file is half written.
   *
   * @return false if there is work to finish
   */
  public synchronized boolean breakOff(Runnable last) {
    if (over) {
      return false;
    }
    AtomicFile.betweenWrites(
        () -> {
          try {
            undo.forEach(Runnable::run);
          } finally {
            last.run();
          }
        });
    return true;
  }
}
