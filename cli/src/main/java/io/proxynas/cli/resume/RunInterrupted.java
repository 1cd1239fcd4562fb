package io.proxynas.cli.resume;

/** A run was interrupted before it had anything to show; its message says how to go on. */
public final class RunInterrupted extends InterruptedException {

  private static final long serialVersionUID = 1;

  RunInterrupted(String message) {
    super(message);
  }
}
