package io.proxynas.cli.shell;

/** A command cannot do what it was asked for; the message is one sentence for the user. */
public final class FailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public FailedException(String message) {
    super(message);
  }
}
