package io.proxynas.cli;

/** A command cannot do what it was asked for; the message is one sentence for the user. */
final class FailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  FailedException(String message) {
    super(message);
  }
}
