package io.proxynas.train.check;

import java.io.IOException;

/**
 * A file that cannot be used as what it was given for: it is missing, may not be read, is damaged
 * or is something else. The message is one sentence for the user that names the file and what is
 * wrong.
 */
public final class WrongFileException extends IOException {

  private static final long serialVersionUID = 1;

  /** With a sentence for the user. */
  public WrongFileException(String message) {
    super(message);
  }

  /** With a sentence for the user and what lies behind it. */
  public WrongFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
