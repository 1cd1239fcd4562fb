package io.proxynas.eval.folder;

/** A folder is not that of a search; the message names it and says what it lacks. */
public final class NoSearchException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /** With one sentence for the user. */
  public NoSearchException(String message) {
    super(message);
  }
}
