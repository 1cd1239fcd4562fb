package io.proxynas.benchmarks.kill;

/** What ends a process. */
enum Signal {
  /** Nothing of the process can answer it. */
  KILL(9),
  /** What {@code kill} and a system that shuts down send, to the process alone. */
  TERM(15),
  /** What a terminal sends at Ctrl-C, to all processes of the command. */
  INT(2);

  private static final int SHELLS_ADD = 128;

  private final int number;

  Signal(int number) {
    this.number = number;
  }

  /** The exit code of a process that it has ended. */
  int exitCode() {
    return SHELLS_ADD + number;
  }

  /** Whether the process may finish before it ends. */
  boolean isPolite() {
    return this != KILL;
  }
}
